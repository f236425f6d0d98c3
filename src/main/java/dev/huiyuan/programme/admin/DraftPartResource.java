package dev.huiyuan.programme.admin;

import dev.huiyuan.programme.Programme;
import dev.huiyuan.shared.caller.CurrentCaller;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.version.Versions;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/**
 * Parts of a draft, each a field of its document: an edit is a PUT on something small. Every edit states the version of
 * the whole draft, because its parts refer to each other.
 */
@Path("/v1/admin/programme/drafts")
@Tag(name = "Administration")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Cancellable(false)
@RolesAllowed(Role.ADMIN)
@APIResponse(responseCode = "200", description = "The draft")
class DraftPartResource {
    private final DraftService drafts;
    private final CurrentCaller caller;

    DraftPartResource(DraftService drafts, CurrentCaller caller) {
        this.drafts = drafts;
        this.caller = caller;
    }

    @PUT
    @Path("/{id}/earning")
    @Operation(
            operationId = "replaceDraftEarning",
            summary = "Replaces in a draft how orders earn points; its version by If-Match")
    public Uni<RestResponse<DraftResponse>> earning(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull Programme.Earning earning) {
        return replace(id, ifMatch, "earning", earning);
    }

    @PUT
    @Path("/{id}/points")
    @Operation(
            operationId = "replaceDraftPoints",
            summary = "Replaces in a draft how points live; its version by If-Match")
    public Uni<RestResponse<DraftResponse>> points(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull Programme.Points points) {
        return replace(id, ifMatch, "points", points);
    }

    @PUT
    @Path("/{id}/tiers")
    @Operation(operationId = "replaceDraftTiers", summary = "Replaces in a draft the tiers; its version by If-Match")
    public Uni<RestResponse<DraftResponse>> tiers(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull List<Programme.Tier> tiers) {
        return replace(id, ifMatch, "tiers", tiers);
    }

    @PUT
    @Path("/{id}/tier-rules")
    @Operation(
            operationId = "replaceDraftTierRules",
            summary = "Replaces in a draft how tiers are reached and kept; its version by If-Match")
    public Uni<RestResponse<DraftResponse>> tierRules(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull Programme.TierRules tierRules) {
        return replace(id, ifMatch, "tierRules", tierRules);
    }

    @PUT
    @Path("/{id}/registration")
    @Operation(
            operationId = "replaceDraftRegistration",
            summary = "Replaces in a draft what a registration needs and gives; its version by If-Match")
    public Uni<RestResponse<DraftResponse>> registration(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull Programme.Registration registration) {
        return replace(id, ifMatch, "registration", registration);
    }

    @PUT
    @Path("/{id}/birthday")
    @Operation(
            operationId = "replaceDraftBirthday",
            summary = "Replaces in a draft the birthday benefits; its version by If-Match")
    public Uni<RestResponse<DraftResponse>> birthday(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull Programme.Birthday birthday) {
        return replace(id, ifMatch, "birthday", birthday);
    }

    @PUT
    @Path("/{id}/calendar")
    @Operation(
            operationId = "replaceDraftCalendar",
            summary = "Replaces in a draft the calendar; its version by If-Match")
    public Uni<RestResponse<DraftResponse>> calendar(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull List<Programme.Occasion> calendar) {
        return replace(id, ifMatch, "calendar", calendar);
    }

    @PUT
    @Path("/{id}/notices")
    @Operation(
            operationId = "replaceDraftNotices",
            summary = "Replaces in a draft the versions of notices; its version by If-Match")
    public Uni<RestResponse<DraftResponse>> notices(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull
                    @RequestBody(
                            content =
                                    @Content(
                                            examples =
                                                    @ExampleObject(
                                                            name = "notices",
                                                            value = "{\"membership\": \"2027-01\"}")))
                    Map<String, String> notices) {
        return replace(id, ifMatch, "notices", notices);
    }

    @PUT
    @Path("/{id}/discount-combination")
    @Operation(
            operationId = "replaceDraftDiscountCombination",
            summary = "Replaces in a draft how discounts combine; its version by If-Match")
    public Uni<RestResponse<DraftResponse>> discountCombination(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull @Valid CombinationRequest combination) {
        return replace(id, ifMatch, "discountCombination", combination.discountCombination());
    }

    @PUT
    @Path("/{id}/orders")
    @Operation(
            operationId = "replaceDraftOrders",
            summary = "Replaces in a draft how bills are quoted and settled; its version by If-Match")
    public Uni<RestResponse<DraftResponse>> orders(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull Programme.Orders orders) {
        return replace(id, ifMatch, "orders", orders);
    }

    @PUT
    @Path("/{id}/zone")
    @Operation(operationId = "replaceDraftZone", summary = "Replaces in a draft the time zone; its version by If-Match")
    public Uni<RestResponse<DraftResponse>> zone(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull @Valid ZoneRequest request) {
        return replace(id, ifMatch, "zone", request.zone());
    }

    private Uni<RestResponse<DraftResponse>> replace(UUID id, @Nullable String ifMatch, String part, Object value) {
        int version = Versions.require(ifMatch, null);
        return drafts.replace(id, version, part, value, caller.get().actor())
                .map(draft -> Versions.ok(draft, draft.version()));
    }
}
