package dev.huiyuan.points.audit;

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
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** The audit that anyone in operations can run at any time. It changes no book, so no idempotency key is asked. */
@Path("/v1/admin/ledger")
@Tag(name = "Points")
@RolesAllowed({Role.ADMIN, Role.AUDITOR})
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
class LedgerAuditResource {
    private final LedgerAudit audit;
    private final AuditService service;
    private final CurrentCaller caller;

    LedgerAuditResource(LedgerAudit audit, AuditService service, CurrentCaller caller) {
        this.audit = audit;
        this.service = service;
        this.caller = caller;
    }

    @GET
    @Path("/audit")
    @Operation(
            operationId = "auditLedger",
            summary = "Whether the points ledger balances, and what differs",
            description = "Checks one member, or the whole book while the caller waits and without keeping the result."
                    + " For a large book start an audit instead.")
    public Uni<AuditResponse> audit(@QueryParam("memberId") @Nullable UUID memberId) {
        return memberId == null ? audit.book() : audit.member(memberId);
    }

    @POST
    @Path("/audits")
    @Operation(
            operationId = "startLedgerAudit",
            summary = "Audits the whole book",
            description = "Goes on with today's audit where it was interrupted. Waits for the end for some seconds:"
                    + " 201 with the finished audit, else 202 with how far it is.")
    @APIResponseSchema(
            value = AuditRunResponse.class,
            responseCode = "201",
            responseDescription = "The audit is finished")
    @APIResponse(
            responseCode = "202",
            description = "The audit goes on",
            content = @Content(schema = @Schema(implementation = AuditRunResponse.class)))
    @Problems({ProblemCode.JOB_RUNNING, ProblemCode.OVERLOADED})
    public Uni<RestResponse<AuditRunResponse>> start() {
        return service.start(caller.get().id()).map(LedgerAuditResource::answer);
    }

    private static RestResponse<AuditRunResponse> answer(AuditRunResponse audit) {
        RestResponse.Status status =
                audit.state() == AuditState.FINISHED ? RestResponse.Status.CREATED : RestResponse.Status.ACCEPTED;
        return RestResponse.ResponseBuilder.create(status, audit).build();
    }

    @GET
    @Path("/audits")
    @Operation(operationId = "listLedgerAudits", summary = "Audits of the whole book, newest first")
    public Uni<Page<AuditRunResponse>> list(
            @QueryParam("limit") @DefaultValue(Cursor.DEFAULT_LIMIT) @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return service.page(cursor, limit);
    }

    @GET
    @Path("/audits/{id}")
    @Operation(operationId = "readLedgerAudit", summary = "An audit of the whole book: how far it is, and its figures")
    public Uni<AuditRunResponse> read(@PathParam("id") UUID id) {
        return service.read(id);
    }

    @GET
    @Path("/audits/{id}/differences")
    @Operation(operationId = "listLedgerAuditDifferences", summary = "What an audit found, latest first")
    public Uni<Page<AuditDifference>> differences(
            @PathParam("id") UUID id,
            @QueryParam("limit") @DefaultValue(Cursor.DEFAULT_LIMIT) @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return service.differences(id, cursor, limit);
    }
}
