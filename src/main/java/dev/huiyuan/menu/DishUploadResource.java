package dev.huiyuan.menu;

import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.caller.CurrentCaller;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.idempotency.Answer;
import dev.huiyuan.shared.idempotency.Idempotency;
import dev.huiyuan.shared.idempotency.IdempotencyKeys;
import dev.huiyuan.shared.idempotency.IdempotencyRequest;
import dev.huiyuan.shared.idempotency.Idempotent;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.Problems;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import io.vertx.mutiny.core.Vertx;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Uploads many dishes at once. */
@Path("/v1/admin/dishes/uploads")
@Tag(name = "Administration")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
class DishUploadResource {
    static final String JSON_LINES = "application/x-ndjson";
    static final String CSV = "text/csv";

    private static final String LINE =
            "{\"code\":\"CONGEE\",\"categoryCode\":\"STAPLE\",\"name\":\"白粥\",\"description\":\"\","
                    + "\"priceFen\":800,\"available\":true}";

    private static final int CREATED = 201;

    private final DishUploads uploads;
    private final UploadReader reader;
    private final DishDirectory menu;
    private final Idempotency idempotency;
    private final IdempotencyKeys keys;
    private final CurrentCaller caller;
    private final Vertx vertx;

    DishUploadResource(
            DishUploads uploads,
            UploadReader reader,
            DishDirectory menu,
            Idempotency idempotency,
            IdempotencyKeys keys,
            CurrentCaller caller,
            Vertx vertx) {
        this.uploads = uploads;
        this.reader = reader;
        this.menu = menu;
        this.idempotency = idempotency;
        this.keys = keys;
        this.caller = caller;
        this.vertx = vertx;
    }

    @POST
    @Idempotent
    @Consumes({JSON_LINES, CSV})
    @RolesAllowed({Role.ADMIN, Role.MARKETING})
    @Operation(
            operationId = "uploadDishes",
            summary = "Creates and changes up to 5,000 dishes, with a report for each line",
            description =
                    "In UTF-8: JSON lines of the same form as one dish, or comma-separated values under a heading of the same"
                            + " names: several values of a field by semicolons, prices of stores as `SH-001=4600`, platforms'"
                            + " codes as `MEITUAN=sku-1`. A line says all of its dish; dishes that are not named stay as they are.")
    @APIResponseSchema(value = UploadResponse.class, responseCode = "201", responseDescription = "The report")
    @Problems(ProblemCode.UPLOAD_INVALID)
    public Uni<RestResponse<byte[]>> upload(
            @Parameter(description = "ALL: one refused line refuses all. GOOD: the good lines are written.")
                    @QueryParam("mode")
                    @DefaultValue("ALL")
                    UploadMode mode,
            @Parameter(description = "Only report") @QueryParam("dryRun") @DefaultValue("false") boolean dryRun,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) MediaType type,
            @RequestBody(
                            content = {
                                @Content(
                                        mediaType = JSON_LINES,
                                        schema =
                                                @Schema(
                                                        implementation = DishRequest.class,
                                                        description = "One of these a line",
                                                        examples = LINE)),
                                @Content(
                                        mediaType = CSV,
                                        schema =
                                                @Schema(
                                                        implementation = String.class,
                                                        examples =
                                                                "code,categoryCode,name,description,priceFen,available\nCONGEE,STAPLE,白粥,,800,true"))
                            })
                    @NotNull
                    byte[] body,
            RoutingContext routing) {
        Caller who = caller.get();
        IdempotencyRequest key = keys.require(routing, who, "menu.dish-uploads", mode, dryRun, type.toString(), body);
        boolean csv = type.getSubtype().equals("csv");
        // Thousands of lines are read and validated on a worker, and what follows is back where the request came from.
        return vertx.executeBlocking(() -> csv ? reader.csv(body) : reader.jsonLines(body))
                .chain(lines -> idempotency.run(
                        key,
                        CREATED,
                        connection -> uploads.upload(connection, lines, mode, dryRun)
                                .map(report -> report.in(key.problems().language()))))
                .call(menu::refresh)
                .map(Answer::toResponse);
    }
}
