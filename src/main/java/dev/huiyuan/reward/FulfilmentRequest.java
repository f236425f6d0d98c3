package dev.huiyuan.reward;

import dev.huiyuan.shared.problem.ProblemException;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * That a member gets what was reserved. Exactly one of presence and pick-up code proves that it is the member.
 *
 * @param storeId where
 * @param presenceId the proof that the member is there, from a member code
 * @param orderRef the bill that the presence serves; none where there is no bill
 * @param pickUpCode the redemption's pick-up code
 * @param paidFen what was paid, in fen: the redemption's price
 */
record FulfilmentRequest(
        @NotNull @Schema(examples = "01980000-0000-7000-8000-000000000001")
        UUID storeId,

        @Nullable UUID presenceId,

        @Nullable @Pattern(regexp = "[!-~]{1,64}") String orderRef,

        @Nullable @Pattern(regexp = "^[0-9A-Za-z]{10}$") @Schema(examples = "7Q4KX0MZ3T")
        String pickUpCode,

        @Nullable @Min(0) @Max(100_000_000) @Schema(examples = "0")
        Long paidFen) {
    FulfilmentRequest {
        if ((presenceId == null) == (pickUpCode == null)) {
            throw ProblemException.ofField("/pickUpCode", "required", "either a presence or a pick-up code");
        }
    }

    long paid() {
        return paidFen == null ? 0 : paidFen;
    }
}
