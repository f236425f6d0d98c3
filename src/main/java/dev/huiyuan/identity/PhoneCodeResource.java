package dev.huiyuan.identity;

import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.caller.CurrentCaller;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.crypto.PhoneNumber;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import dev.huiyuan.shared.problem.Problems;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Sends codes to phones. Its limits take the place of an idempotency key: one message a minute and phone. */
@Path("/v1/auth/phone-codes")
@Tag(name = "Sign-in")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Cancellable(false)
class PhoneCodeResource {
    private static final String PRESENCE = "presence";

    private final PhoneCodes codes;
    private final IdentityConfig config;
    private final CurrentCaller caller;

    PhoneCodeResource(PhoneCodes codes, IdentityConfig config, CurrentCaller caller) {
        this.codes = codes;
        this.config = config;
        this.caller = caller;
    }

    @POST
    @RolesAllowed({
        Role.REGISTRATION,
        Role.MEMBER,
        Role.CLERK,
        Role.MANAGER,
        Role.REGIONAL,
        Role.SERVICE,
        Role.ADMIN,
        Role.POS
    })
    @Operation(
            operationId = "sendPhoneCode",
            summary = "Sends a one-time code by text message",
            description = "At most one a minute and ten a day to one phone. A code for a presence is for tills only.")
    @APIResponseSchema(
            value = PhoneCodeSent.class,
            responseCode = "202",
            responseDescription = "The gateway took the message")
    @Problems({ProblemCode.TOO_MANY_REQUESTS, ProblemCode.SMS_UNAVAILABLE})
    public Uni<RestResponse<PhoneCodeSent>> send(@NotNull @Valid PhoneCodeRequest request) {
        PhoneNumber phone = PhoneNumber.parse(request.phone())
                .orElseThrow(() -> ProblemException.ofField("/phone", "format", "no mobile number"));
        Caller asking = caller.get();
        if (request.purpose().equals(PRESENCE) && isDiner(asking)) throw ProblemCode.FORBIDDEN.with();
        return codes.send(phone, request.purpose(), asking)
                .map(sent -> RestResponse.status(RestResponse.Status.ACCEPTED, answer(phone)));
    }

    private static boolean isDiner(Caller caller) {
        return caller.kind() == Caller.Kind.MEMBER || caller.kind() == Caller.Kind.REGISTRATION;
    }

    private PhoneCodeSent answer(PhoneNumber phone) {
        IdentityConfig.PhoneCode rules = config.phoneCode();
        return new PhoneCodeSent(
                phone.masked(), rules.ttl().toSeconds(), rules.interval().toSeconds());
    }
}
