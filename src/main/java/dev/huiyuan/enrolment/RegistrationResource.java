package dev.huiyuan.enrolment;

import dev.huiyuan.identity.RegistrationTokens;
import dev.huiyuan.identity.WechatIdentity;
import dev.huiyuan.member.MemberCards;
import dev.huiyuan.programme.Programme;
import dev.huiyuan.programme.ProgrammeBenefits;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.caller.CurrentCaller;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.idempotency.Answer;
import dev.huiyuan.shared.idempotency.IdempotencyKeys;
import dev.huiyuan.shared.idempotency.IdempotencyRequest;
import dev.huiyuan.shared.idempotency.Idempotent;
import dev.huiyuan.shared.json.Json;
import dev.huiyuan.shared.problem.FieldError;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.Problems;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Registration and activation of members. */
@Path("/v1/members")
@Tag(name = "Registration")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Cancellable(false)
class RegistrationResource {
    private final DinerEnrolment diners;
    private final StaffEnrolment staff;
    private final RegistrationTokens registrationTokens;
    private final MemberCards cards;
    private final ProgrammeService programme;
    private final IdempotencyKeys keys;
    private final CurrentCaller caller;
    private final Json json;
    private final Clock clock;

    RegistrationResource(
            DinerEnrolment diners,
            StaffEnrolment staff,
            RegistrationTokens registrationTokens,
            MemberCards cards,
            ProgrammeService programme,
            IdempotencyKeys keys,
            CurrentCaller caller,
            Json json,
            Clock clock) {
        this.diners = diners;
        this.staff = staff;
        this.registrationTokens = registrationTokens;
        this.cards = cards;
        this.programme = programme;
        this.keys = keys;
        this.caller = caller;
        this.json = json;
        this.clock = clock;
    }

    @POST
    @RolesAllowed({
        Role.REGISTRATION,
        Role.CLERK,
        Role.MANAGER,
        Role.REGIONAL,
        Role.SERVICE,
        Role.ADMIN,
        Role.POS,
        Role.IMPORT
    })
    @Operation(
            operationId = "registerMember",
            summary = "Registers a member",
            description = "A diner sends the registration token and gets tokens, card and welcome coupon; who is "
                    + "registered already is signed in (200). For staff the member stays unconfirmed until the "
                    + "activation, for which a code is sent; a repetition sends another one (200). An import "
                    + "repeats phones without effect (200).")
    @APIResponse(
            responseCode = "201",
            description = "Registered",
            content = @Content(schema = @Schema(oneOf = {RegistrationResponse.class, RecordedMemberResponse.class})))
    @APIResponse(
            responseCode = "200",
            description = "Was registered already",
            content = @Content(schema = @Schema(oneOf = {RegistrationResponse.class, RecordedMemberResponse.class})))
    @Problems({
        ProblemCode.PHONE_TAKEN,
        ProblemCode.CONSENT_REQUIRED,
        ProblemCode.NOTICE_OUTDATED,
        ProblemCode.UNDER_AGE,
        ProblemCode.BIRTHDAY_IMPLAUSIBLE,
        ProblemCode.INVITER_UNKNOWN,
        ProblemCode.STORE_UNKNOWN,
        ProblemCode.STORE_NOT_ALLOWED,
        ProblemCode.OCCURRED_AT_IN_FUTURE,
        ProblemCode.MEMBER_CLOSED,
        ProblemCode.WECHAT_CODE_INVALID,
        ProblemCode.WECHAT_UNAVAILABLE,
        ProblemCode.PHONE_UNSUPPORTED
    })
    public Uni<RestResponse<byte[]>> register(@NotNull @Valid RegistrationRequest request) {
        Caller who = caller.get();
        if (request.storeId() != null) programme.requireStore(request.storeId());
        return switch (who.role()) {
            case Role.REGISTRATION -> registerDiner(who, request);
            case Role.IMPORT -> importMember(request);
            default -> registerByStaff(who, request);
        };
    }

    @POST
    @Path("/{id}/activation")
    @Idempotent
    @RolesAllowed({Role.CLERK, Role.MANAGER, Role.REGIONAL, Role.SERVICE, Role.ADMIN, Role.POS})
    @Operation(
            operationId = "activateMember",
            summary = "Confirms a member by the code sent to the phone, and hands out a printed card")
    @APIResponseSchema(value = ActivationResponse.class, responseCode = "200", responseDescription = "Activated")
    @Problems({
        ProblemCode.MEMBER_NOT_FOUND,
        ProblemCode.MEMBER_ALREADY_ACTIVE,
        ProblemCode.MEMBER_CLOSED,
        ProblemCode.PHONE_CODE_INVALID,
        ProblemCode.CARD_TAKEN
    })
    public Uni<RestResponse<byte[]>> activate(
            @PathParam("id") UUID id, @NotNull @Valid ActivationRequest request, @Context RoutingContext routing) {
        IdempotencyRequest once = keys.require(routing, caller.get(), "members.activation", id, request);
        return staff.activate(once, id, request).map(Answer::toResponse);
    }

    private Uni<RestResponse<byte[]>> registerDiner(Caller who, RegistrationRequest request) {
        RegistrationFields.requireDiners(request);
        Programme rules = programme.current();
        CheckedRegistration details = CheckedRegistration.ofDiner(request, rules, clock.instant());
        WechatIdentity identity = registrationTokens.require(who);
        return diners.register(identity, details, Objects.requireNonNull(request.phoneCode()))
                .chain(registered -> cards.card(registered.memberId())
                        .map(card -> answer(
                                registered.isNew(),
                                RegistrationResponse.of(registered, card, ProgrammeBenefits.of(rules)))));
    }

    private Uni<RestResponse<byte[]>> registerByStaff(Caller who, RegistrationRequest request) {
        RegistrationFields.requireStaffs(request);
        if (request.storeId() != null && !who.mayActFor(request.storeId())) throw ProblemCode.STORE_NOT_ALLOWED.with();
        CheckedRegistration details = CheckedRegistration.ofDiner(request, programme.current(), clock.instant());
        return staff.register(who, RegistrationFields.phone(request), details)
                .map(member -> answer(member.memberNo() != null, member));
    }

    private Uni<RestResponse<byte[]>> importMember(RegistrationRequest request) {
        RegistrationFields.requireImports(request);
        Instant now = clock.instant();
        CheckedRegistration details = CheckedRegistration.ofImport(request, programme.current(), now);
        if (details.registeredAt().isAfter(now)) {
            throw ProblemCode.OCCURRED_AT_IN_FUTURE
                    .with()
                    .at(new FieldError("/registeredAt", "out-of-range", "lies in the future"));
        }
        return staff.importMember(RegistrationFields.phone(request), details)
                .map(member -> answer(member.memberNo() != null, member));
    }

    private RestResponse<byte[]> answer(boolean isNew, Object body) {
        RestResponse.Status status = isNew ? RestResponse.Status.CREATED : RestResponse.Status.OK;
        return RestResponse.ResponseBuilder.create(status, json.bytes(body))
                .type(MediaType.APPLICATION_JSON_TYPE)
                .build();
    }
}
