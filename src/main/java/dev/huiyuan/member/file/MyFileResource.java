package dev.huiyuan.member.file;

import dev.huiyuan.shared.caller.CurrentCaller;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.Problems;
import dev.huiyuan.shared.version.Versions;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** The member's own profile, programmes and preferences. */
@Path("/v1/me")
@Tag(name = "Me")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.MEMBER)
@Cancellable(false)
class MyFileResource {
    private final ProfileService profiles;
    private final PreferencesService preferences;
    private final CurrentCaller caller;

    MyFileResource(ProfileService profiles, PreferencesService preferences, CurrentCaller caller) {
        this.profiles = profiles;
        this.preferences = preferences;
        this.caller = caller;
    }

    @GET
    @Path("/profile")
    @Operation(operationId = "readMyProfile", summary = "My profile")
    @APIResponse(responseCode = "200", description = "The profile; its version as ETag")
    @Problems(ProblemCode.MEMBER_NOT_FOUND)
    public Uni<RestResponse<ProfileResponse>> profile() {
        return profiles.profile(memberId()).map(profile -> Versions.ok(profile, profile.version()));
    }

    @PUT
    @Path("/profile")
    @Operation(operationId = "changeMyProfile", summary = "Changes my name, and sets my birthday once")
    @APIResponse(responseCode = "200", description = "The profile; its version as ETag")
    @Problems({
        ProblemCode.MEMBER_NOT_FOUND,
        ProblemCode.MEMBER_CLOSED,
        ProblemCode.BIRTHDAY_ALREADY_SET,
        ProblemCode.UNDER_AGE
    })
    public Uni<RestResponse<ProfileResponse>> changeProfile(
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, @NotNull @Valid ProfileRequest request) {
        return profiles.changeProfile(memberId(), Versions.require(ifMatch, request.version()), request)
                .map(profile -> Versions.ok(profile, profile.version()));
    }

    @GET
    @Path("/programmes")
    @Operation(operationId = "readMyProgrammes", summary = "My two choices: points programme and member offers")
    @APIResponse(responseCode = "200", description = "The choices; their version as ETag")
    @Problems(ProblemCode.MEMBER_NOT_FOUND)
    public Uni<RestResponse<ProgrammesResponse>> programmes() {
        return profiles.programmes(memberId()).map(choices -> Versions.ok(choices, choices.version()));
    }

    @PUT
    @Path("/programmes")
    @Operation(operationId = "changeMyProgrammes", summary = "Joins or leaves; joining counts from now on")
    @APIResponse(responseCode = "200", description = "The choices; their version as ETag")
    @Problems({ProblemCode.MEMBER_NOT_FOUND, ProblemCode.MEMBER_CLOSED})
    public Uni<RestResponse<ProgrammesResponse>> changeProgrammes(
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, @NotNull @Valid ProgrammesRequest request) {
        return profiles.changeProgrammes(memberId(), Versions.require(ifMatch, request.version()), request)
                .map(choices -> Versions.ok(choices, choices.version()));
    }

    @GET
    @Path("/preferences")
    @Operation(operationId = "readMyPreferences", summary = "What I like, and what I cannot eat")
    @APIResponse(responseCode = "200", description = "The preferences; their version as ETag")
    public Uni<RestResponse<PreferencesResponse>> preferences() {
        return preferences.read(memberId()).map(answer -> Versions.ok(answer, answer.version()));
    }

    @PUT
    @Path("/preferences")
    @Operation(
            operationId = "changeMyPreferences",
            summary = "Replaces my preferences; health data needs a consent of its own")
    @APIResponse(responseCode = "200", description = "The preferences; their version as ETag")
    @Problems({
        ProblemCode.MEMBER_NOT_FOUND,
        ProblemCode.MEMBER_CLOSED,
        ProblemCode.HEALTH_CONSENT_REQUIRED,
        ProblemCode.NOTICE_OUTDATED
    })
    public Uni<RestResponse<PreferencesResponse>> changePreferences(
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, @NotNull @Valid PreferencesRequest request) {
        return preferences
                .change(memberId(), Versions.require(ifMatch, request.version()), request)
                .map(answer -> Versions.ok(answer, answer.version()));
    }

    private UUID memberId() {
        return caller.get().id();
    }
}
