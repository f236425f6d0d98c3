package dev.huiyuan.benefit;

import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.paging.Cursor;
import dev.huiyuan.shared.paging.Page;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.YearMonth;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Grants and uses side by side. */
@Path("/v1/admin/benefits/report")
@Tag(name = "Administration")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.ADMIN, Role.AUDITOR, Role.MARKETING})
class BenefitReportResource {
    private static final String MONTH = "^20[0-9]{2}-(0[1-9]|1[0-2])$";

    private final BenefitReport report;

    BenefitReportResource(BenefitReport report) {
        this.report = report;
    }

    @GET
    @Operation(operationId = "readBenefitReport", summary = "Compares the grants of a month with their uses")
    public Uni<BenefitReportResponse> read(@QueryParam("month") @NotNull @Pattern(regexp = MONTH) String month) {
        return report.lines(YearMonth.parse(month));
    }

    @GET
    @Path("/offenders")
    @Operation(
            operationId = "listBenefitOffenders",
            summary = "What was granted in a month and never used, or used twice, latest first")
    public Uni<Page<BenefitOffender>> offenders(
            @QueryParam("month") @NotNull @Pattern(regexp = MONTH) String month,
            @QueryParam("offence") @NotNull @Pattern(regexp = "^(NEVER_USED|USED_TWICE)$") String offence,
            @QueryParam("limit") @DefaultValue(Cursor.DEFAULT_LIMIT) @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return report.offenders(YearMonth.parse(month), BenefitReport.Offence.valueOf(offence), cursor, limit);
    }
}
