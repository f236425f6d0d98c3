package dev.huiyuan.order;

import dev.huiyuan.points.core.Balance;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Money that the caller took.
 *
 * @param method how, a code of the brand's own
 * @param amountFen how much, in fen
 * @param ref what the payment is called where it was made
 */
@RegisterForReflection
@Schema(name = "Payment")
record PaymentReport(
        @NotNull @Pattern(regexp = "[A-Z][A-Z0-9_]{1,39}") @Schema(examples = "WECHAT_PAY")
        String method,

        @NotNull @Min(1) @Max(Balance.LIMIT) @Schema(examples = "5300")
        Long amountFen,

        @Nullable @Pattern(regexp = "[!-~]{1,64}") @Schema(examples = "4200002026112100000042")
        String ref) {
    /** What several payments come to, in fen; they are few, and each is limited. */
    static long sum(List<PaymentReport> payments) {
        return payments.stream().mapToLong(PaymentReport::amountFen).sum();
    }
}
