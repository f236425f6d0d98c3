package dev.huiyuan.reward;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A pool of codes of others as it shall be.
 *
 * @param code its code, unique
 * @param name whose codes they are, for people
 */
record PoolRequest(
        @NotNull @Pattern(regexp = "^[A-Z0-9][A-Z0-9-]{0,39}$") @Schema(examples = "LOUNGE-2026")
        String code,

        @NotBlank @Size(max = 60) @Schema(examples = "机场贵宾厅")
        String name) {}
