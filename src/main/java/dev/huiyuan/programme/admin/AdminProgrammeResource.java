package dev.huiyuan.programme.admin;

import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.caller.CurrentCaller;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.idempotency.Answer;
import dev.huiyuan.shared.idempotency.IdempotencyKeys;
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
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** Versions of the programme. */
@Path("/v1/admin/programme")
@Tag(name = "Administration")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Cancellable(false)
class AdminProgrammeResource {
    private final VersionQueries versions;
    private final Activations activations;
    private final IdempotencyKeys keys;
    private final CurrentCaller caller;

    AdminProgrammeResource(
            VersionQueries versions, Activations activations, IdempotencyKeys keys, CurrentCaller caller) {
        this.versions = versions;
        this.activations = activations;
        this.keys = keys;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({Role.ADMIN, Role.AUDITOR})
    @Operation(operationId = "readProgrammeInForce", summary = "The programme that holds now, with all its rules")
    public Uni<VersionDetailsResponse> inForce() {
        return versions.inForce();
    }

    @GET
    @Path("/versions")
    @RolesAllowed({Role.ADMIN, Role.AUDITOR})
    @Operation(operationId = "listProgrammeVersions", summary = "Versions of the programme, newest first")
    public Uni<Page<VersionResponse>> list(
            @QueryParam("limit") @DefaultValue(Cursor.DEFAULT_LIMIT) @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return versions.list(cursor, limit);
    }

    @GET
    @Path("/versions/{version}")
    @RolesAllowed({Role.ADMIN, Role.AUDITOR})
    @Operation(operationId = "readProgrammeVersion", summary = "A version of the programme, with all its rules")
    public Uni<VersionDetailsResponse> read(@PathParam("version") int version) {
        return versions.read(version);
    }

    @POST
    @Idempotent
    @Path("/versions/{version}/withdrawals")
    @RolesAllowed(Role.ADMIN)
    @Operation(
            operationId = "withdrawProgrammeVersion",
            summary = "Withdraws a version that does not hold yet",
            description = "Until shortly before it would hold, so that every instance knows in time.")
    @APIResponseSchema(value = VersionResponse.class, responseCode = "201", responseDescription = "Withdrawn")
    @Problems({ProblemCode.PROGRAMME_VERSION_NOT_SCHEDULED, ProblemCode.PROGRAMME_WITHDRAWAL_REFUSED})
    public Uni<RestResponse<byte[]>> withdraw(
            @PathParam("version") int version, @NotNull @Valid WithdrawalRequest request, RoutingContext routing) {
        Caller who = caller.get();
        return activations
                .withdraw(
                        version,
                        request,
                        who.actor(),
                        keys.require(routing, who, "programme.withdrawals", version, request))
                .map(Answer::toResponse);
    }

    @POST
    @Idempotent
    @Path("/rollbacks")
    @RolesAllowed(Role.ADMIN)
    @Operation(
            operationId = "rollBackProgramme",
            summary = "Brings the rules of an earlier version back, as a new version")
    @APIResponseSchema(value = VersionResponse.class, responseCode = "201", responseDescription = "The new version")
    @Problems({
        ProblemCode.PROGRAMME_VERSION_UNKNOWN,
        ProblemCode.PROGRAMME_ROLLBACK_REFUSED,
        ProblemCode.PROGRAMME_INVALID,
        ProblemCode.PROGRAMME_TIME_REFUSED,
        ProblemCode.PROGRAMME_VERSIONS_OVERLAP
    })
    public Uni<RestResponse<byte[]>> rollBack(@NotNull @Valid RollbackRequest request, RoutingContext routing) {
        Caller who = caller.get();
        return activations
                .rollBack(request, who.actor(), keys.require(routing, who, "programme.rollbacks", request))
                .map(Answer::toResponse);
    }
}
