package dev.huiyuan.identity.staff;

import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.paging.Cursor;
import dev.huiyuan.shared.paging.Page;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.Problems;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** Administers the credentials of machines. A new one's answer carries the secret: it is not kept for repetition. */
@Path("/v1/admin/credentials")
@Tag(name = "Administration")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Cancellable(false)
class CredentialResource {
    private final CredentialService credentials;

    CredentialResource(CredentialService credentials) {
        this.credentials = credentials;
    }

    @GET
    @RolesAllowed(Role.ADMIN)
    @Operation(operationId = "listCredentials", summary = "Credentials of tills and imports, newest first")
    public Uni<Page<CredentialResponse>> list(
            @QueryParam("limit") @DefaultValue(Cursor.DEFAULT_LIMIT) @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return credentials.list(cursor, limit);
    }

    @POST
    @RolesAllowed(Role.ADMIN)
    @Operation(operationId = "createCredential", summary = "Makes a credential; its secret is shown this once")
    @APIResponseSchema(
            value = NewCredentialResponse.class,
            responseCode = "201",
            responseDescription = "The credential with its secret")
    @Problems(ProblemCode.STORE_UNKNOWN)
    public Uni<RestResponse<NewCredentialResponse>> create(@NotNull @Valid CredentialRequest request) {
        return credentials.create(request).map(made -> RestResponse.status(RestResponse.Status.CREATED, made));
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Role.ADMIN)
    @Operation(operationId = "revokeCredential", summary = "Lets a credential sign in no more")
    @APIResponse(responseCode = "204", description = "The credential is revoked")
    public Uni<RestResponse<Void>> revoke(@PathParam("id") UUID id) {
        return credentials.revoke(id).map(done -> RestResponse.noContent());
    }
}
