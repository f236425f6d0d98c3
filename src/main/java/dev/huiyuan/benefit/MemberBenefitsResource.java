package dev.huiyuan.benefit;

import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.caller.Role;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** A member's benefit log, for staff. */
@Path("/v1/members/{id}/benefits")
@Tag(name = "Benefits")
@Produces(MediaType.APPLICATION_JSON)
class MemberBenefitsResource {
    private static final int MOST_USES = 50;

    private final BenefitQueries grants;
    private final BenefitUseTable uses;
    private final ProgrammeService programme;
    private final Pool pool;

    MemberBenefitsResource(BenefitQueries grants, BenefitUseTable uses, ProgrammeService programme, Pool pool) {
        this.grants = grants;
        this.uses = uses;
        this.programme = programme;
        this.pool = pool;
    }

    @GET
    @RolesAllowed({Role.CLERK, Role.MANAGER, Role.REGIONAL, Role.SERVICE, Role.ADMIN, Role.POS})
    @Operation(operationId = "readMemberBenefits", summary = "What was granted to a member, and what was used")
    public Uni<MemberBenefitsResponse> read(@PathParam("id") UUID memberId) {
        return grants.grants(memberId, programme.zone())
                .chain(granted ->
                        uses.latest(pool, memberId, MOST_USES).map(used -> new MemberBenefitsResponse(granted, used)));
    }
}
