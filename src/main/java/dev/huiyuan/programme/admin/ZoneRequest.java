package dev.huiyuan.programme.admin;

import jakarta.validation.constraints.NotNull;
import java.time.ZoneId;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The time zone that calendar rules shall have.
 *
 * @param zone the name of a region
 */
@Schema(name = "ProgrammeZoneRequest")
record ZoneRequest(
        @NotNull @Schema(implementation = String.class, examples = "Asia/Shanghai")
        ZoneId zone) {}
