package dev.huiyuan.coupon;

import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.caller.CurrentCaller;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.idempotency.Answer;
import dev.huiyuan.shared.idempotency.IdempotencyKeys;
import dev.huiyuan.shared.idempotency.IdempotencyRequest;
import dev.huiyuan.shared.idempotency.Idempotent;
import dev.huiyuan.shared.paging.Cursor;
import dev.huiyuan.shared.paging.Page;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.Problems;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** A member's coupons, for the staff who serve the member. */
@Path("/v1/members/{id}/coupons")
@Tag(name = "Coupons")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
class MemberCouponsResource {
    private static final String ISSUE_ROUTE = "members.coupons";

    private final CouponLists coupons;
    private final CouponHistories histories;
    private final StaffIssues issues;
    private final IdempotencyKeys keys;
    private final CurrentCaller caller;

    MemberCouponsResource(
            CouponLists coupons,
            CouponHistories histories,
            StaffIssues issues,
            IdempotencyKeys keys,
            CurrentCaller caller) {
        this.coupons = coupons;
        this.histories = histories;
        this.issues = issues;
        this.keys = keys;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({Role.CLERK, Role.MANAGER, Role.REGIONAL, Role.SERVICE, Role.ADMIN, Role.POS})
    @Operation(operationId = "listMemberCoupons", summary = "A member's coupons, newest first")
    @Problems(ProblemCode.MEMBER_NOT_FOUND)
    public Uni<Page<MemberCoupon>> list(
            @PathParam("id") UUID memberId,
            @QueryParam("state") @Pattern(regexp = CouponLists.STATES) @Nullable String state,
            @QueryParam("limit") @DefaultValue(Cursor.DEFAULT_LIMIT) @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return coupons.ofMember(memberId, state, cursor, limit);
    }

    @GET
    @Path("/{couponId}/history")
    @RolesAllowed({Role.CLERK, Role.MANAGER, Role.REGIONAL, Role.SERVICE, Role.ADMIN, Role.AUDITOR, Role.POS})
    @Operation(operationId = "readMemberCouponHistory", summary = "The steps of a coupon's life, latest first")
    @Problems(ProblemCode.COUPON_NOT_FOUND)
    public Uni<Page<CouponHistoryEntry>> history(
            @PathParam("id") UUID memberId,
            @PathParam("couponId") UUID couponId,
            @QueryParam("limit") @DefaultValue(Cursor.DEFAULT_LIMIT) @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return histories.of(new CouponRef(memberId, couponId), cursor, limit);
    }

    @POST
    @Idempotent
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Role.CLERK, Role.MANAGER, Role.REGIONAL, Role.SERVICE, Role.ADMIN})
    @Operation(
            operationId = "issueCouponToMember",
            summary = "Issues a coupon to a member, by staff and with a reason",
            description = "A clerk shows that the member is there, and issues only of templates that are for staff.")
    @APIResponseSchema(value = IssuedCoupon.class, responseCode = "201", responseDescription = "The coupon")
    @Problems({
        ProblemCode.MEMBER_NOT_FOUND,
        ProblemCode.MEMBER_CLOSED,
        ProblemCode.TEMPLATE_NOT_FOUND,
        ProblemCode.COUPON_NOT_CLAIMABLE,
        ProblemCode.COUPON_SOLD_OUT,
        ProblemCode.CLAIM_LIMIT_REACHED,
        ProblemCode.CLAIM_DAY_LIMIT_REACHED,
        ProblemCode.STAFF_COUPON_LIMIT_REACHED,
        ProblemCode.COUPON_NOT_FOR_STAFF,
        ProblemCode.PRESENCE_INVALID,
        ProblemCode.STORE_NOT_ALLOWED
    })
    public Uni<RestResponse<byte[]>> issue(
            @PathParam("id") UUID memberId, @NotNull @Valid StaffIssueRequest request, RoutingContext routing) {
        Caller staff = caller.get();
        IdempotencyRequest key = keys.require(routing, staff, ISSUE_ROUTE, memberId, request);
        return issues.issue(staff, memberId, request, key).map(Answer::toResponse);
    }
}
