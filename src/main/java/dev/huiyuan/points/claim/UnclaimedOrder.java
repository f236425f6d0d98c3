package dev.huiyuan.points.claim;

import dev.huiyuan.points.OrderReference;
import dev.huiyuan.points.core.OrderLine;
import dev.huiyuan.programme.Channel;
import java.time.Instant;
import java.util.List;

/**
 * An order that a till reported without a member.
 *
 * @param reference what the store calls it
 * @param channel where it came from
 * @param amountFen what was paid for goods, in fen
 * @param occurredAt when, by the till
 * @param lines its lines, if the till reported them
 * @param reportedAt when the till told us first
 */
record UnclaimedOrder(
        OrderReference reference,
        Channel channel,
        long amountFen,
        Instant occurredAt,
        List<OrderLine> lines,
        Instant reportedAt) {
    /** Whether another report says the same. */
    boolean saysTheSame(UnclaimedOrder other) {
        return channel == other.channel
                && amountFen == other.amountFen
                && occurredAt.equals(other.occurredAt)
                && lines.equals(other.lines);
    }
}
