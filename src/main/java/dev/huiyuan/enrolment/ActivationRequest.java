package dev.huiyuan.enrolment;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An activation.
 *
 * @param phoneCode the code that the diner got by message
 * @param cardNo the number of the printed card that goes to the diner, if one does
 */
@Schema(name = "Activation")
record ActivationRequest(
        @NotNull @Pattern(regexp = "^[0-9]{4,8}$") @Schema(examples = "482913")
        String phoneCode,

        @Nullable @Pattern(regexp = "^[A-Za-z0-9-]{4,40}$") @Schema(examples = "HY-00012345")
        String cardNo) {}
