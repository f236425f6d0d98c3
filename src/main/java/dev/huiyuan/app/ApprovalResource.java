package dev.huiyuan.app;

import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.approval.ApprovalState;
import dev.huiyuan.shared.approval.Approvals;
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
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.ZoneId;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** The queue of whatever needs a second person. */
@Path("/v1/approvals")
@Tag(name = "Approvals")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
@RolesAllowed({Role.MANAGER, Role.REGIONAL, Role.SERVICE, Role.MARKETING, Role.ADMIN, Role.AUDITOR})
class ApprovalResource {
    private final Approvals approvals;
    private final ProgrammeService programme;
    private final IdempotencyKeys keys;
    private final CurrentCaller caller;

    ApprovalResource(Approvals approvals, ProgrammeService programme, IdempotencyKeys keys, CurrentCaller caller) {
        this.approvals = approvals;
        this.programme = programme;
        this.keys = keys;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "listApprovals",
            summary = "What the caller may decide, and asked for, newest first",
            description = "Of the caller's own stores, where an approval belongs to a store.")
    public Uni<Page<ApprovalResponse>> list(
            @QueryParam("state") @Nullable ApprovalState state,
            @QueryParam("kind") @Nullable String kind,
            @QueryParam("limit") @DefaultValue(Cursor.DEFAULT_LIMIT) @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        ZoneId zone = programme.zone();
        return approvals
                .list(caller.get(), state, kind, limit, cursor)
                .map(page -> page.map(approval -> ApprovalResponse.of(approval, zone)));
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "getApproval", summary = "One approval")
    @Problems(ProblemCode.APPROVAL_NOT_FOUND)
    public Uni<ApprovalResponse> read(@PathParam("id") UUID id) {
        return approvals.read(caller.get(), id).map(approval -> ApprovalResponse.of(approval, programme.zone()));
    }

    @POST
    @Idempotent
    @Path("/{id}/decisions")
    @RolesAllowed({Role.MANAGER, Role.REGIONAL, Role.SERVICE, Role.MARKETING, Role.ADMIN})
    @Operation(
            operationId = "decideApproval",
            summary = "A second person approves or rejects",
            description = "What is approved takes effect at once. Where its own rules refuse that now, the answer is"
                    + " their problem and the approval stays open.")
    @APIResponseSchema(value = ApprovalResponse.class, responseCode = "201", responseDescription = "Decided")
    @Problems({
        ProblemCode.APPROVAL_NOT_FOUND,
        ProblemCode.OWN_REQUEST,
        ProblemCode.APPROVAL_DECIDED,
        ProblemCode.APPROVAL_EXPIRED
    })
    public Uni<RestResponse<byte[]>> decide(
            @PathParam("id") UUID id, @NotNull @Valid DecisionRequest decision, RoutingContext routing) {
        Caller who = caller.get();
        ZoneId zone = programme.zone();
        IdempotencyRequest key = keys.require(routing, who, "approvals.decisions", id, decision);
        Approvals.Verdict verdict = new Approvals.Verdict(id, decision.decision(), decision.reason());
        return approvals
                .decide(who, verdict, key, approval -> ApprovalResponse.of(approval, zone))
                .map(Answer::toResponse);
    }
}
