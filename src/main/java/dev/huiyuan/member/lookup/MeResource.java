package dev.huiyuan.member.lookup;

import dev.huiyuan.identity.MemberCodes;
import dev.huiyuan.member.MemberCard;
import dev.huiyuan.member.MemberCards;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.caller.CurrentCaller;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.Problems;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/** The member's own card and code. */
@Path("/v1/me")
@Tag(name = "Me")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.MEMBER)
@Cancellable(false)
class MeResource {
    private final MemberCards cards;
    private final MemberCodes codes;
    private final ProgrammeService programme;
    private final CurrentCaller caller;

    MeResource(MemberCards cards, MemberCodes codes, ProgrammeService programme, CurrentCaller caller) {
        this.cards = cards;
        this.codes = codes;
        this.programme = programme;
        this.caller = caller;
    }

    @GET
    @Operation(operationId = "readMyCard", summary = "My member card")
    @APIResponseSchema(value = MemberCard.class, responseCode = "200", responseDescription = "The member card")
    @Problems(ProblemCode.MEMBER_NOT_FOUND)
    public Uni<byte[]> read() {
        return cards.card(caller.get().id());
    }

    @POST
    @Path("/code")
    @Operation(operationId = "createMyCode", summary = "A code for the cashier: one use, one minute")
    @APIResponseSchema(value = CodeResponse.class, responseCode = "201", responseDescription = "The code")
    @Problems({ProblemCode.MEMBER_NOT_FOUND, ProblemCode.TOO_MANY_REQUESTS})
    public Uni<RestResponse<CodeResponse>> code() {
        UUID memberId = caller.get().id();
        return cards.card(memberId)
                .chain(known -> codes.issue(memberId))
                .map(code -> new CodeResponse(
                        code.code(), code.expiresAt().atZone(programme.zone()).toOffsetDateTime()))
                .map(code -> RestResponse.status(RestResponse.Status.CREATED, code));
    }
}
