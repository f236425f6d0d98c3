package dev.huiyuan.member.lookup;

import dev.huiyuan.member.FoodPreferences;
import dev.huiyuan.member.HealthPreferences;
import dev.huiyuan.member.MemberState;
import dev.huiyuan.member.NoteOnCard;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The member card as staff see it. It stands here for the contract only: answers are put together from documents.
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
 * @param presenceId proves that the member is here, to one store, terminal and bill; after a lookup by code
 * @param presenceExpiresAt when the presence ends
 * @param health what the member cannot eat
 * @param notes the latest notes
 */
@Schema(
        description = "The member card for staff; each capability adds its part, such as points, tier and coupons",
        additionalProperties = Object.class)
record StaffMemberCard(
        UUID memberId,
        @Schema(examples = "380412957162") String memberNo,
        MemberState state,
        @Schema(examples = "段**") @Nullable String name,
        @Schema(examples = "138****8000") @Nullable String phone,
        boolean pointsProgramme,
        boolean memberOffers,
        @Nullable FoodPreferences preferences,
        @Schema(examples = "2026-11-22T00:00:00+08:00") OffsetDateTime validUntil,
        @Nullable UUID presenceId,

        @Schema(examples = "2026-11-21T19:00:00+08:00") @Nullable
        OffsetDateTime presenceExpiresAt,

        @Nullable HealthPreferences health,
        @Nullable List<NoteOnCard> notes) {}
