package dev.huiyuan.benefit;

import dev.huiyuan.programme.Programme;
import dev.huiyuan.programme.ProgrammeBenefits;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.caller.CurrentCaller;
import dev.huiyuan.shared.caller.Role;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The signed-in member's benefits. */
@Path("/v1/me/benefits")
@Tag(name = "Benefits")
@Produces(MediaType.APPLICATION_JSON)
class MyBenefitsResource {
    private final BenefitQueries benefits;
    private final ProgrammeService programme;
    private final CurrentCaller caller;

    MyBenefitsResource(BenefitQueries benefits, ProgrammeService programme, CurrentCaller caller) {
        this.benefits = benefits;
        this.programme = programme;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Role.MEMBER)
    @Operation(operationId = "readMyBenefits", summary = "What was granted to me, and what the programme offers")
    public Uni<MyBenefitsResponse> read() {
        Programme rules = programme.current();
        return benefits.grants(caller.get().id(), rules.zone())
                .map(grants -> new MyBenefitsResponse(grants, ProgrammeBenefits.of(rules)));
    }
}
