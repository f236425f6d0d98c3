package dev.huiyuan.benefit;

import dev.huiyuan.programme.Channel;
import dev.huiyuan.programme.Occasions;
import dev.huiyuan.programme.Programme;
import dev.huiyuan.programme.ProgrammeBenefits;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.caller.CurrentCaller;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.Problems;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The signed-in member's benefits. */
@Path("/v1/me/benefits")
@Tag(name = "Benefits")
@Produces(MediaType.APPLICATION_JSON)
class MyBenefitsResource {
    private static final int NEXT_DAYS = 2;

    private final BenefitQueries benefits;
    private final BenefitUses uses;
    private final ProgrammeService programme;
    private final CurrentCaller caller;
    private final Clock clock;

    MyBenefitsResource(
            BenefitQueries benefits, BenefitUses uses, ProgrammeService programme, CurrentCaller caller, Clock clock) {
        this.benefits = benefits;
        this.uses = uses;
        this.programme = programme;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    @RolesAllowed(Role.MEMBER)
    @Operation(operationId = "readMyBenefits", summary = "What was granted to me, and what the programme offers")
    public Uni<MyBenefitsResponse> read() {
        Programme rules = programme.current();
        return benefits.grants(caller.get().id(), rules.zone())
                .map(grants -> new MyBenefitsResponse(grants, ProgrammeBenefits.of(rules), nextDays(rules)));
    }

    private List<MyBenefitsResponse.NextDays> nextDays(Programme rules) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), rules.zone());
        return rules.calendar().stream()
                .map(occasion -> new MyBenefitsResponse.NextDays(
                        occasion.code(), occasion.name(), Occasions.nextDays(occasion, today, NEXT_DAYS)))
                .toList();
    }

    @GET
    @Path("/current")
    @RolesAllowed(Role.MEMBER)
    @Operation(operationId = "readMyCurrentBenefits", summary = "What I get now, at a store or anywhere")
    @Problems({ProblemCode.MEMBER_NOT_FOUND, ProblemCode.STORE_UNKNOWN})
    public Uni<CurrentBenefitsResponse> current(
            @QueryParam("storeId") @Nullable UUID storeId, @QueryParam("channel") @Nullable Channel channel) {
        @Nullable Channel through = storeId != null && channel == null ? Channel.STORE : channel;
        return uses.current(caller.get().id(), storeId, through);
    }
}
