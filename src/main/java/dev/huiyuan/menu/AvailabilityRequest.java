package dev.huiyuan.menu;

import dev.huiyuan.shared.problem.ProblemException;
import jakarta.validation.constraints.NotNull;
import java.time.OffsetDateTime;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Whether a store has a dish.
 *
 * @param state whether it does
 * @param until when what is sold out is back by itself, exclusive; none until somebody says so
 */
record AvailabilityRequest(
        @NotNull @Schema(examples = "SOLD_OUT") Availability state,

        @Nullable OffsetDateTime until) {
    AvailabilityRequest {
        if (until != null && state != Availability.SOLD_OUT) {
            throw ProblemException.ofField("/until", "unexpected", "only what is sold out comes back by itself");
        }
    }
}
