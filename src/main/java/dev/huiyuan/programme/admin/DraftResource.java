package dev.huiyuan.programme.admin;

import dev.huiyuan.programme.Programme;
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
import dev.huiyuan.shared.version.Versions;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** Drafts of the programme. */
@Path("/v1/admin/programme/drafts")
@Tag(name = "Administration")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Cancellable(false)
class DraftResource {
    private final DraftService drafts;
    private final PreviewService previews;
    private final Activations activations;
    private final IdempotencyKeys keys;
    private final CurrentCaller caller;

    DraftResource(
            DraftService drafts,
            PreviewService previews,
            Activations activations,
            IdempotencyKeys keys,
            CurrentCaller caller) {
        this.drafts = drafts;
        this.previews = previews;
        this.activations = activations;
        this.keys = keys;
        this.caller = caller;
    }

    @POST
    @Idempotent
    @RolesAllowed(Role.ADMIN)
    @Operation(operationId = "createProgrammeDraft", summary = "Makes a draft: a copy of a version")
    @APIResponseSchema(value = DraftResponse.class, responseCode = "201", responseDescription = "The draft")
    @Problems({ProblemCode.PROGRAMME_VERSION_UNKNOWN, ProblemCode.PROGRAMME_DRAFTS_FULL})
    public Uni<RestResponse<byte[]>> create(@NotNull @Valid NewDraftRequest request, RoutingContext routing) {
        Caller who = caller.get();
        return drafts.create(request, who.actor(), keys.require(routing, who, "programme.drafts", request))
                .map(Answer::toResponse);
    }

    @GET
    @RolesAllowed({Role.ADMIN, Role.AUDITOR})
    @Operation(operationId = "listProgrammeDrafts", summary = "Drafts of the programme, newest first")
    public Uni<Page<DraftSummary>> list(
            @QueryParam("limit") @DefaultValue(Cursor.DEFAULT_LIMIT) @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return drafts.list(cursor, limit);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Role.ADMIN, Role.AUDITOR})
    @Operation(operationId = "readProgrammeDraft", summary = "A draft with all its rules and its version")
    @APIResponse(responseCode = "200", description = "The draft")
    public Uni<RestResponse<DraftResponse>> read(@PathParam("id") UUID id) {
        return drafts.read(id).map(draft -> Versions.ok(draft, draft.version()));
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed(Role.ADMIN)
    @Operation(
            operationId = "replaceProgrammeDraft",
            summary = "Replaces all rules of a draft; its version by If-Match",
            description = "The rules must be complete and readable, but may contradict themselves until they are"
                    + " activated.")
    @APIResponse(responseCode = "200", description = "The draft")
    public Uni<RestResponse<DraftResponse>> replace(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull Programme document) {
        return drafts.replace(
                        id,
                        Versions.require(ifMatch, null),
                        Completeness.require(document),
                        caller.get().actor())
                .map(draft -> Versions.ok(draft, draft.version()));
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Role.ADMIN)
    @Operation(operationId = "deleteProgrammeDraft", summary = "Deletes a draft")
    @APIResponse(responseCode = "204", description = "Deleted")
    public Uni<Void> delete(@PathParam("id") UUID id) {
        return drafts.delete(id);
    }

    @POST
    @Path("/{id}/validations")
    @RolesAllowed({Role.ADMIN, Role.AUDITOR})
    @Operation(
            operationId = "validateProgrammeDraft",
            summary = "Whether a draft could be activated",
            description = "Changes nothing. What is wrong is answered as one problem that points at all of it.")
    @Problems(ProblemCode.PROGRAMME_INVALID)
    public Uni<ValidationResponse> validate(@PathParam("id") UUID id) {
        return drafts.validate(id);
    }

    @POST
    @Path("/{id}/previews")
    @RolesAllowed({Role.ADMIN, Role.AUDITOR})
    @Operation(
            operationId = "previewProgrammeDraft",
            summary = "What a draft would change, and would have changed in the last quarter",
            description = "Changes nothing. Large sets of members are looked at in a sample; the answer says so.")
    @Problems({ProblemCode.PROGRAMME_INVALID, ProblemCode.PROGRAMME_PREVIEW_TOO_LARGE})
    public Uni<PreviewResponse> preview(@PathParam("id") UUID id) {
        return previews.preview(id);
    }

    @POST
    @Idempotent
    @Path("/{id}/activations")
    @RolesAllowed(Role.ADMIN)
    @Operation(
            operationId = "activateProgrammeDraft",
            summary = "Makes a draft the version that holds from a time on",
            description = "The draft is gone afterwards. Its version may be stated by If-Match or in the body.")
    @APIResponseSchema(value = VersionResponse.class, responseCode = "201", responseDescription = "The new version")
    @Problems({ProblemCode.PROGRAMME_INVALID, ProblemCode.PROGRAMME_TIME_REFUSED, ProblemCode.PROGRAMME_VERSIONS_OVERLAP
    })
    public Uni<RestResponse<byte[]>> activate(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull @Valid ActivationRequest request,
            RoutingContext routing) {
        Caller who = caller.get();
        Integer stated = ifMatch == null ? request.version() : Integer.valueOf(Versions.require(ifMatch, null));
        return activations
                .activate(
                        id,
                        stated,
                        request,
                        who.actor(),
                        keys.require(routing, who, "programme.activations", id, request))
                .map(Answer::toResponse);
    }
}
