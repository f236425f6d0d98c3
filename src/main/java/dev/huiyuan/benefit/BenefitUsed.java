package dev.huiyuan.benefit;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Event: a benefit was used, or its use was reversed.
 *
 * @param useId the use
 * @param benefit which
 * @param storeId where
 * @param amountFen what it took off, in fen, if that was said
 */
@RegisterForReflection
public record BenefitUsed(
        UUID useId, String benefit, UUID storeId, @Nullable Long amountFen) {
    /** The topic of a use. */
    public static final String TOPIC = "benefit.used.v1";
    /** The topic of its reversal. */
    public static final String REVERSED_TOPIC = "benefit.use-reversed.v1";
}
