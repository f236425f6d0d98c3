package dev.huiyuan.coupon;

import dev.huiyuan.shared.caller.CurrentCaller;
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

/** A member's own coupons. */
@Path("/v1/me/coupons")
@Tag(name = "Coupons")
@Produces(MediaType.APPLICATION_JSON)
class MyCouponsResource {
    private final CouponLists coupons;
    private final CouponHistories histories;
    private final CurrentCaller caller;

    MyCouponsResource(CouponLists coupons, CouponHistories histories, CurrentCaller caller) {
        this.coupons = coupons;
        this.histories = histories;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Role.MEMBER)
    @Operation(operationId = "listMyCoupons", summary = "The caller's coupons, newest first")
    public Uni<Page<MemberCoupon>> list(
            @QueryParam("state") @Pattern(regexp = CouponLists.STATES) @Nullable String state,
            @QueryParam("limit") @DefaultValue(Cursor.DEFAULT_LIMIT) @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return coupons.of(caller.get().id(), state, cursor, limit);
    }

    @GET
    @Path("/{id}/history")
    @RolesAllowed(Role.MEMBER)
    @Operation(operationId = "readMyCouponHistory", summary = "The steps of a coupon's life, latest first")
    @Problems(ProblemCode.COUPON_NOT_FOUND)
    public Uni<Page<CouponHistoryEntry>> history(
            @PathParam("id") UUID couponId,
            @QueryParam("limit") @DefaultValue(Cursor.DEFAULT_LIMIT) @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return histories
                .of(new CouponRef(caller.get().id(), couponId), cursor, limit)
                .map(page -> page.map(CouponHistoryEntry::forMember));
    }
}
