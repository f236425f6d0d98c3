package dev.huiyuan.coupon;

import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.caller.CurrentCaller;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.idempotency.Answer;
import dev.huiyuan.shared.idempotency.IdempotencyKeys;
import dev.huiyuan.shared.idempotency.IdempotencyRequest;
import dev.huiyuan.shared.idempotency.Idempotent;
import dev.huiyuan.shared.paging.Cursor;
import dev.huiyuan.shared.paging.Page;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.Problems;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** Administers batches of printed codes. */
@Path("/v1/admin/coupon-code-batches")
@Tag(name = "Administration")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
class AdminCodeBatchResource {
    private static final String CSV = "text/csv";
    private static final String CREATE_ROUTE = "coupon-code-batches";
    private static final String END_ROUTE = "coupon-code-batches.endings";

    private final CodeBatches batches;
    private final IdempotencyKeys keys;
    private final CurrentCaller caller;

    AdminCodeBatchResource(CodeBatches batches, IdempotencyKeys keys, CurrentCaller caller) {
        this.batches = batches;
        this.keys = keys;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({Role.ADMIN, Role.MARKETING, Role.AUDITOR})
    @Operation(operationId = "listCouponCodeBatches", summary = "Batches of printed codes, newest first")
    public Uni<Page<CodeBatchResponse>> list(
            @QueryParam("limit") @DefaultValue(Cursor.DEFAULT_LIMIT) @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return batches.list(cursor, limit);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Role.ADMIN, Role.MARKETING, Role.AUDITOR})
    @Operation(operationId = "readCouponCodeBatch", summary = "A batch of printed codes")
    @Problems(ProblemCode.CODE_BATCH_NOT_FOUND)
    public Uni<CodeBatchResponse> read(@PathParam("id") UUID id) {
        return batches.read(id);
    }

    @POST
    @Idempotent
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Role.ADMIN, Role.MARKETING})
    @Operation(
            operationId = "createCouponCodeBatch",
            summary = "Creates a batch of printed codes",
            description = "Its coupons are taken from a limited stock at once, and do not come back when it ends.")
    @APIResponseSchema(value = CodeBatchResponse.class, responseCode = "201", responseDescription = "The batch")
    @Problems(ProblemCode.COUPON_SOLD_OUT)
    public Uni<RestResponse<byte[]>> create(@NotNull @Valid CodeBatchRequest request, RoutingContext routing) {
        Caller staff = caller.get();
        IdempotencyRequest key = keys.require(routing, staff, CREATE_ROUTE, request);
        return batches.create(staff, request, key).map(Answer::toResponse);
    }

    @POST
    @Path("/{id}/exports")
    @Produces(CSV)
    @RolesAllowed({Role.ADMIN, Role.MARKETING})
    @Operation(
            operationId = "exportCouponCodes",
            summary = "The codes of a batch as CSV, once",
            description = "Only hashes of the codes are kept: who loses the answer ends the batch and creates another.")
    @APIResponse(
            responseCode = "200",
            description = "The codes, a line each",
            content =
                    @Content(
                            mediaType = CSV,
                            schema =
                                    @Schema(
                                            implementation = String.class,
                                            examples = "code\r\n7KQW-3MXP-9ZTD-R5HK\r\n")))
    @Problems({ProblemCode.CODE_BATCH_NOT_FOUND, ProblemCode.CODE_BATCH_STATE_REFUSED})
    public Uni<RestResponse<byte[]>> export(@PathParam("id") UUID id) {
        return batches.export(caller.get(), id)
                .map(csv -> RestResponse.ResponseBuilder.<byte[]>create(RestResponse.Status.OK)
                        .entity(csv)
                        .header(HttpHeaders.CONTENT_TYPE, CSV + ";charset=utf-8")
                        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"coupon-codes-" + id + ".csv\"")
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build());
    }

    @POST
    @Idempotent
    @Path("/{id}/endings")
    @RolesAllowed({Role.ADMIN, Role.MARKETING})
    @Operation(operationId = "endCouponCodeBatch", summary = "Ends a batch: its codes are not good any more")
    @APIResponseSchema(value = CodeBatchResponse.class, responseCode = "201", responseDescription = "The batch")
    @Problems({ProblemCode.CODE_BATCH_NOT_FOUND, ProblemCode.CODE_BATCH_STATE_REFUSED})
    public Uni<RestResponse<byte[]>> end(@PathParam("id") UUID id, RoutingContext routing) {
        IdempotencyRequest key = keys.require(routing, caller.get(), END_ROUTE, id);
        return batches.end(id, key).map(Answer::toResponse);
    }
}
