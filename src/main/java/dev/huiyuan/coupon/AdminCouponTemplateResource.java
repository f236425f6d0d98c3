package dev.huiyuan.coupon;

import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.paging.Cursor;
import dev.huiyuan.shared.paging.Page;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.Problems;
import dev.huiyuan.shared.version.Versions;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** Administers coupon templates. */
@Path("/v1/admin/coupon-templates")
@Tag(name = "Administration")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Cancellable(false)
class AdminCouponTemplateResource {
    private final TemplateService templates;

    AdminCouponTemplateResource(TemplateService templates) {
        this.templates = templates;
    }

    @GET
    @RolesAllowed({Role.ADMIN, Role.MARKETING, Role.AUDITOR})
    @Operation(operationId = "listCouponTemplates", summary = "All coupon templates, newest first")
    public Uni<Page<CouponTemplateResponse>> list(
            @QueryParam("limit") @DefaultValue(Cursor.DEFAULT_LIMIT) @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return templates.list(cursor, limit);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Role.ADMIN, Role.MARKETING, Role.AUDITOR})
    @Operation(operationId = "readCouponTemplate", summary = "A coupon template with its version")
    @APIResponse(responseCode = "200", description = "The template")
    @Problems(ProblemCode.TEMPLATE_NOT_FOUND)
    public Uni<RestResponse<CouponTemplateResponse>> read(@PathParam("id") UUID id) {
        return templates.read(id).map(template -> Versions.ok(template, template.version()));
    }

    @POST
    @RolesAllowed({Role.ADMIN, Role.MARKETING})
    @Operation(operationId = "createCouponTemplate", summary = "Makes a coupon template")
    @APIResponseSchema(value = CouponTemplateResponse.class, responseCode = "201", responseDescription = "The template")
    @Problems({ProblemCode.TEMPLATE_CODE_TAKEN, ProblemCode.TEMPLATE_STATE_REFUSED})
    public Uni<RestResponse<CouponTemplateResponse>> create(@NotNull @Valid CouponTemplateRequest request) {
        return templates.create(request).map(template -> Versions.created(template, template.version()));
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed({Role.ADMIN, Role.MARKETING})
    @Operation(
            operationId = "replaceCouponTemplate",
            summary = "Changes a coupon template; its version by If-Match or in the body",
            description = "Coupons that were issued keep the terms they were issued with.")
    @APIResponse(responseCode = "200", description = "The template")
    @Problems({ProblemCode.TEMPLATE_NOT_FOUND, ProblemCode.TEMPLATE_STATE_REFUSED})
    public Uni<RestResponse<CouponTemplateResponse>> replace(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull @Valid CouponTemplateRequest request) {
        int version = Versions.require(ifMatch, request.version());
        return templates.replace(id, version, request).map(template -> Versions.ok(template, template.version()));
    }
}
