package dev.huiyuan.coupon;

import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.paging.Cursor;
import dev.huiyuan.shared.paging.Page;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.Problems;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** A member's coupons, for the staff who serve the member. */
@Path("/v1/members/{id}/coupons")
@Tag(name = "Coupons")
@Produces(MediaType.APPLICATION_JSON)
class MemberCouponsResource {
    private final CouponLists coupons;

    MemberCouponsResource(CouponLists coupons) {
        this.coupons = coupons;
    }

    @GET
    @RolesAllowed({Role.CLERK, Role.MANAGER, Role.REGIONAL, Role.SERVICE, Role.ADMIN, Role.POS})
    @Operation(operationId = "listMemberCoupons", summary = "A member's coupons, newest first")
    @Problems({ProblemCode.MEMBER_NOT_FOUND, ProblemCode.CURSOR_INVALID})
    public Uni<Page<MemberCoupon>> list(
            @PathParam("id") UUID memberId,
            @QueryParam("state") @Pattern(regexp = CouponLists.STATES) @Nullable String state,
            @QueryParam("limit") @DefaultValue(Cursor.DEFAULT_LIMIT) @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return coupons.ofMember(memberId, state, cursor, limit);
    }
}
