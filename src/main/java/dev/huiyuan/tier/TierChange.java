package dev.huiyuan.tier;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One line of a member's history of tiers. It is never changed.
 *
 * @param memberId whose
 * @param id time-ordered
 * @param from the tier's code before
 * @param to the tier's code after; the same where a grace period or a protection began or ended
 * @param reason why
 * @param cause what makes it happen once for the member
 * @param figures the figures of the window
 * @param thresholdFen what the tier in question asks for, in fen
 * @param thresholdVisits the same in visits
 * @param windowFrom the first day of the window
 * @param windowTo its last day
 * @param until the last day of the grace period or protection that began with it
 * @param programmeVersion the version of the programme that decided
 * @param entryId the points entry that it came with
 * @param actor who did it, such as {@code staff:<id>}
 * @param reasonCode why, where somebody decided it
 * @param at when
 */
record TierChange(
        UUID memberId,
        UUID id,
        String from,
        String to,
        ChangeReason reason,
        String cause,
        Figures figures,
        long thresholdFen,
        int thresholdVisits,
        LocalDate windowFrom,
        LocalDate windowTo,
        @Nullable LocalDate until,
        int programmeVersion,
        @Nullable UUID entryId,
        String actor,
        @Nullable String reasonCode,
        Instant at) {}
