package dev.huiyuan.points.core;

import dev.huiyuan.member.MemberFacts;
import dev.huiyuan.shared.ledger.Multiplier;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a member when commands are applied.
 *
 * @param member state, birthday and programme; null when there is no such member
 * @param multipliers what capabilities above points multiply accruals by
 */
public record Facts(@Nullable MemberFacts member, List<Multiplier> multipliers) {}
