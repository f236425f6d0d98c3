package dev.huiyuan.coupon;

import dev.huiyuan.programme.ProgrammeService;
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
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** What members may claim, and claiming it. */
@Path("/v1/coupon-templates")
@Tag(name = "Coupons")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
class CouponTemplateResource {
    private static final String CLAIM_ROUTE = "coupon-templates.claims";

    private final TemplateQueries templates;
    private final ClaimWriter claims;
    private final ProgrammeService programme;
    private final IdempotencyKeys keys;
    private final CurrentCaller caller;
    private final Pool pool;
    private final Clock clock;

    CouponTemplateResource(
            TemplateQueries templates,
            ClaimWriter claims,
            ProgrammeService programme,
            IdempotencyKeys keys,
            CurrentCaller caller,
            Pool pool,
            Clock clock) {
        this.templates = templates;
        this.claims = claims;
        this.programme = programme;
        this.keys = keys;
        this.caller = caller;
        this.pool = pool;
        this.clock = clock;
    }

    @GET
    @RolesAllowed(Role.MEMBER)
    @Operation(operationId = "listCouponOffers", summary = "Coupons that members may claim now, newest first")
    public Uni<Page<CouponOffer>> claimable(
            @QueryParam("claimable") @DefaultValue("true") @AssertTrue boolean claimable,
            @QueryParam("limit") @DefaultValue(Cursor.DEFAULT_LIMIT) @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return templates
                .claimable(pool, clock.instant(), Cursor.decode(cursor), limit + 1)
                .map(rows -> Page.of(rows, limit, CouponTemplate::id)
                        .map(template -> CouponOffer.of(template, programme.zone())));
    }

    @POST
    @Idempotent
    @Path("/{id}/claims")
    @RolesAllowed(Role.MEMBER)
    @Operation(operationId = "claimCoupon", summary = "Claims a coupon of a template")
    @APIResponseSchema(value = IssuedCoupon.class, responseCode = "201", responseDescription = "The coupon")
    @Problems({
        ProblemCode.TEMPLATE_NOT_FOUND,
        ProblemCode.COUPON_NOT_CLAIMABLE,
        ProblemCode.COUPON_SOLD_OUT,
        ProblemCode.CLAIM_LIMIT_REACHED,
        ProblemCode.CLAIM_DAY_LIMIT_REACHED,
        ProblemCode.TIER_TOO_LOW,
        ProblemCode.MEMBER_CLOSED,
        ProblemCode.MEMBER_NOT_FOUND
    })
    public Uni<RestResponse<byte[]>> claim(@PathParam("id") UUID id, RoutingContext routing) {
        Caller member = caller.get();
        IdempotencyRequest request = keys.require(routing, member, CLAIM_ROUTE, id);
        return claims.claim(new Claim(id, member.id(), request)).map(Answer::toResponse);
    }
}
