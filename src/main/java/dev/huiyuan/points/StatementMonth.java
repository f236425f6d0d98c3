package dev.huiyuan.points;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A month in which a member's points moved.
 *
 * @param month the month in the programme's time zone
 * @param opening what the member had right before it
 * @param closing what the member had at its end, or has now
 */
public record StatementMonth(
        @Schema(examples = "2026-11") String month, BalanceResponse opening, BalanceResponse closing) {}
