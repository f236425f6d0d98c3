package dev.huiyuan.tier;

import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.Problems;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** A member's tier as staff see it. */
@Path("/v1/members/{memberId}/tier")
@Tag(name = "Tiers")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.CLERK, Role.MANAGER, Role.REGIONAL, Role.SERVICE, Role.ADMIN, Role.AUDITOR, Role.POS})
class MemberTierResource {
    private final TierStatus status;

    MemberTierResource(TierStatus status) {
        this.status = status;
    }

    @GET
    @Operation(
            operationId = "getMemberTier",
            summary = "A member's tier, how far it is to the next one, and what keeps it")
    @Problems({ProblemCode.MEMBER_NOT_FOUND})
    public Uni<TierResponse> tier(@PathParam("memberId") UUID memberId) {
        return status.read(memberId);
    }
}
