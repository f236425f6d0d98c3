package dev.huiyuan.member.lookup;

import dev.huiyuan.member.MemberCards;
import dev.huiyuan.shared.caller.CurrentCaller;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.Problems;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Looks members up, for staff and tills. */
@Path("/v1/members")
@Tag(name = "Members")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.CLERK, Role.MANAGER, Role.REGIONAL, Role.SERVICE, Role.ADMIN, Role.POS})
@Cancellable(false)
class MemberLookupResource {
    private final LookupService lookups;
    private final MemberCards cards;
    private final CurrentCaller caller;

    MemberLookupResource(LookupService lookups, MemberCards cards, CurrentCaller caller) {
        this.lookups = lookups;
        this.cards = cards;
        this.caller = caller;
    }

    @POST
    @Path("/lookups")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "lookUpMember",
            summary = "Finds a member by code, phone, number or card; a code opens a presence")
    @APIResponseSchema(
            value = StaffMemberCard.class,
            responseCode = "200",
            responseDescription = "The member card with preferences and notes, and the presence after a code")
    @Problems({
        ProblemCode.MEMBER_NOT_FOUND,
        ProblemCode.MEMBER_CODE_INVALID,
        ProblemCode.PHONE_CODE_INVALID,
        ProblemCode.STORE_UNKNOWN,
        ProblemCode.STORE_NOT_ALLOWED
    })
    public Uni<byte[]> lookUp(@NotNull @Valid LookupRequest request) {
        return lookups.lookUp(caller.get(), request);
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "readMember", summary = "A member's card")
    @APIResponseSchema(
            value = StaffMemberCard.class,
            responseCode = "200",
            responseDescription = "The member card with preferences and notes")
    @Problems(ProblemCode.MEMBER_NOT_FOUND)
    public Uni<byte[]> read(@PathParam("id") UUID id) {
        return cards.cardForStaff(id, Map.of());
    }
}
