package dev.huiyuan.member;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The fields of the member card that this capability owns. The other capabilities' parts (points, tier, coupons …)
 * stand beside them under their own names.
 *
 * @param memberId the member
 * @param memberNo the member number
 * @param state where the membership stands
 * @param name the name, masked
 * @param phone the phone number, masked
 * @param pointsProgramme whether the member is in the points programme
 * @param memberOffers whether the member takes the members' offers
 * @param preferences what the member likes
 * @param validUntil when the card changes by itself at the latest
 */
@RegisterForReflection
@Schema(
        description = "The member card; each capability adds its part, such as points, tier and coupons",
        additionalProperties = Object.class)
public record MemberCard(
        UUID memberId,

        @Schema(examples = "380412957162", pattern = MemberNumbers.PATTERN)
        String memberNo,

        MemberState state,
        @Schema(examples = "段**") @Nullable String name,
        @Schema(examples = "138****8000") @Nullable String phone,
        boolean pointsProgramme,
        boolean memberOffers,
        @Nullable FoodPreferences preferences,
        @Schema(examples = "2026-11-22T00:00:00+08:00") OffsetDateTime validUntil) {}
