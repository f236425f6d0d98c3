package dev.huiyuan.tier;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a member stands.
 *
 * @param code the tier's code
 * @param since since when
 * @param reason the {@link ChangeReason} of the latest change of the tier, or {@code JOINED}
 * @param baseCode the tier before the latest rise; null after none, and after a fall
 * @param graceUntil the last day on which a purchase keeps the tier; null outside a grace period
 * @param protection what keeps the member from falling; null for nothing
 * @param mergedInto the account that answers for this one since a merge; null for none
 */
record Standing(
        String code,
        Instant since,
        String reason,
        @Nullable String baseCode,
        @Nullable LocalDate graceUntil,
        @Nullable Protection protection,
        @Nullable UUID mergedInto) {
    static final String JOINED = "JOINED";

    /**
     * A tier below which a member does not fall for a while.
     *
     * @param kind how it came
     * @param code the tier's code
     * @param until the last day
     * @param grantId the change with which it began
     */
    record Protection(ProtectionKind kind, String code, LocalDate until, UUID grantId) {}

    /** A new member's. */
    static Standing joined(String code, Instant at) {
        return new Standing(code, at, JOINED, null, null, null, null);
    }

    Standing at(String tier, Instant when, ChangeReason why, @Nullable String base) {
        return new Standing(tier, when, why.name(), base, null, protection, mergedInto);
    }

    Standing grace(@Nullable LocalDate until) {
        return new Standing(code, since, reason, baseCode, until, protection, mergedInto);
    }

    Standing protectedBy(@Nullable Protection other) {
        return new Standing(code, since, reason, baseCode, graceUntil, other, mergedInto);
    }

    Standing mergedInto(@Nullable UUID survivor) {
        return new Standing(code, since, reason, baseCode, graceUntil, protection, survivor);
    }
}
