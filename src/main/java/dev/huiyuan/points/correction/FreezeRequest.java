package dev.huiyuan.points.correction;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An account that is to be frozen or unfrozen.
 *
 * @param memberId whose account
 * @param reason why, a code
 */
@Schema(name = "PointsFreezeRequest")
record FreezeRequest(
        @NotNull @Schema(examples = "01980000-0000-7000-8000-0000000000aa")
        UUID memberId,

        @NotNull @Pattern(regexp = "[A-Z_]{2,40}") @Schema(examples = "SUSPECTED_FRAUD")
        String reason) {}
