package dev.huiyuan.points.core;

import dev.huiyuan.member.MemberFacts;
import dev.huiyuan.shared.ledger.Multiplier;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a member when commands are applied.
 *
 * @param member state, birthday and programme; null when there is no such member
 * @param multipliers what capabilities above points raise accruals by
 */
public record Facts(@Nullable MemberFacts member, List<Multiplier> multipliers) {
    /** The member, who is known to be there. */
    MemberFacts known() {
        return Objects.requireNonNull(member, "no such member");
    }
}
