package dev.huiyuan.points.core;

import dev.huiyuan.member.MemberFacts;
import dev.huiyuan.programme.Channel;
import dev.huiyuan.programme.ProgrammeVersion;
import dev.huiyuan.shared.ledger.Multiplier;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an order would earn, by the function that books it.
 *
 * @param points the points
 * @param explanation why so many
 */
public record EarningPreview(long points, Explanation explanation) {
    private static final String PREVIEW = "preview";

    /**
     * An order that is looked at before it is placed.
     *
     * @param amountFen what is paid for goods, in fen
     * @param at when
     * @param channel where the order comes from
     * @param storeId in which store, if known
     */
    public record Order(
            long amountFen,
            Instant at,
            Channel channel,
            @Nullable UUID storeId) {}

    /**
     * What an order would earn a member.
     *
     * @param earnedThatDay what other orders of its day have earned, in points; 0 where no day is limited
     */
    public static EarningPreview of(
            Order order,
            MemberFacts member,
            List<Multiplier> multipliers,
            long earnedThatDay,
            ProgrammeVersion version) {
        Command.Accrue accrual = new Command.Accrue(
                member.memberId(),
                new BusinessKey(PREVIEW, PREVIEW, EntryType.ACCRUAL),
                PREVIEW,
                order.amountFen,
                List.of(),
                order.at,
                null,
                order.channel,
                order.storeId,
                null,
                null);
        EarningRules.Earned earned = EarningRules.earn(accrual, order.at, member, multipliers, earnedThatDay, version);
        return new EarningPreview(earned.points(), earned.explanation());
    }
}
