package dev.huiyuan.points;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What became of a member's points within a month. With {@code available + pending + held - debt} of a balance as its
 * total, the opening total plus the points of all lines is the closing total, and the closing balance of a month is the
 * opening balance of the next.
 *
 * @param memberId whose
 * @param month the month in the programme's time zone
 * @param from its first instant
 * @param until the first instant after it
 * @param complete whether the month is over; else the closing balance is the present one
 * @param opening what the member had right before the month
 * @param lines what changed it, by type of entry; what passing time did counts when it fell due
 * @param closing what the member had at the end
 */
public record StatementResponse(
        UUID memberId,
        @Schema(examples = "2026-11") String month,
        @Schema(examples = "2026-11-01T00:00:00+08:00") OffsetDateTime from,
        @Schema(examples = "2026-12-01T00:00:00+08:00") OffsetDateTime until,
        boolean complete,
        BalanceResponse opening,
        List<StatementLine> lines,
        BalanceResponse closing) {}
