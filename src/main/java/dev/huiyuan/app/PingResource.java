package dev.huiyuan.app;

import dev.huiyuan.shared.caller.Role;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What an integrator calls first: the address is right and the token is accepted. Also the bench's baseline. */
@Path("/v1/ping")
@Tag(name = "Sign-in")
@Produces(MediaType.APPLICATION_JSON)
class PingResource {
    private static final byte[] PONG = "{\"status\":\"ok\"}".getBytes(StandardCharsets.UTF_8);

    /**
     * That the caller is known.
     *
     * @param status always {@code ok}
     */
    @Schema(name = "Pong")
    record Pong(@Schema(examples = "ok") String status) {}

    @GET
    @NonBlocking
    @RolesAllowed({
        Role.MEMBER,
        Role.CLERK,
        Role.MANAGER,
        Role.REGIONAL,
        Role.SERVICE,
        Role.MARKETING,
        Role.ADMIN,
        Role.AUDITOR,
        Role.POS,
        Role.IMPORT
    })
    @Operation(operationId = "ping", summary = "Answers whoever has an accepted token")
    @APIResponseSchema(value = Pong.class, responseCode = "200", responseDescription = "The token is accepted")
    public byte[] ping() {
        return PONG;
    }
}
