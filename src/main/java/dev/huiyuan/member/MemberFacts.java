package dev.huiyuan.member;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What other capabilities need to know of a member to decide.
 *
 * @param memberId the member
 * @param state where the membership stands
 * @param birthday the birthday, if it is known
 * @param pointsJoinedAt since when the member is in the points programme; null outside it
 */
public record MemberFacts(
        UUID memberId,
        MemberState state,
        @Nullable Birthday birthday,
        @Nullable Instant pointsJoinedAt) {}
