package dev.huiyuan.coupon;

import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.caller.CurrentCaller;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.idempotency.Answer;
import dev.huiyuan.shared.idempotency.IdempotencyKeys;
import dev.huiyuan.shared.idempotency.IdempotencyRequest;
import dev.huiyuan.shared.idempotency.Idempotent;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.Problems;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Issues a template to a list of members. */
@Path("/v1/admin/coupon-templates/{id}/issues")
@Tag(name = "Administration")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Cancellable(false)
class AdminCouponIssueResource {
    private static final String ROUTE = "coupon-templates.issues";

    private final ListIssues issues;
    private final IdempotencyKeys keys;
    private final CurrentCaller caller;

    AdminCouponIssueResource(ListIssues issues, IdempotencyKeys keys, CurrentCaller caller) {
        this.issues = issues;
        this.keys = keys;
        this.caller = caller;
    }

    @POST
    @Idempotent
    @RolesAllowed({Role.ADMIN, Role.MARKETING})
    @Operation(operationId = "issueCouponsToList", summary = "Issues a coupon to each member of a list, with a report")
    @APIResponseSchema(
            value = ListIssueResponse.class,
            responseCode = "201",
            responseDescription = "What became of each member")
    @Problems({ProblemCode.TEMPLATE_NOT_FOUND})
    public Uni<RestResponse<byte[]>> issue(
            @PathParam("id") UUID id, @NotNull @Valid ListIssueRequest request, RoutingContext routing) {
        Caller staff = caller.get();
        IdempotencyRequest key = keys.require(routing, staff, ROUTE, id, request);
        return issues.issue(staff, id, request, key).map(Answer::toResponse);
    }
}
