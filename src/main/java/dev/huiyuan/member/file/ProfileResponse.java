package dev.huiyuan.member.file;

import dev.huiyuan.member.Birthday;
import dev.huiyuan.member.MemberState;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The member's own profile.
 *
 * @param memberId the member
 * @param memberNo the member number
 * @param state where the membership stands
 * @param name the name or nickname
 * @param phone the phone number, masked
 * @param birthday the birthday
 * @param registeredAt since when
 * @param version of profile and programmes together
 */
record ProfileResponse(
        UUID memberId,
        @Schema(examples = "380412957162") String memberNo,
        MemberState state,
        @Schema(examples = "段誉") @Nullable String name,
        @Schema(examples = "138****8000") @Nullable String phone,
        @Nullable Birthday birthday,
        @Schema(examples = "2026-11-21T12:00:00+08:00") OffsetDateTime registeredAt,

        @Schema(examples = "2", minimum = "1", maximum = "2147483647")
        int version) {}
