package dev.huiyuan.member;

import dev.huiyuan.shared.crypto.PhoneNumber;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A member to be registered.
 *
 * @param id the new member's id
 * @param phone the mobile number
 * @param openid {@code <appId>:<openid>} where the member came through WeChat
 * @param unionid the WeChat user across the brand's applications, where WeChat tells it
 * @param cardNo the number of a printed card
 * @param name the name or nickname
 * @param birthday the birthday, if given
 * @param state {@link MemberState#ACTIVE} where the phone is verified, else {@link MemberState#UNCONFIRMED}
 * @param pointsProgramme whether the member joins the points programme
 * @param memberOffers whether the member wants the members' offers
 * @param consents the notice's version by purpose, for each purpose consented to
 * @param channel where the registration came from, such as {@code mini-program}
 * @param scene the scene within the channel
 * @param storeId the store that the registration is counted for; one of the programme's
 * @param inviterId the member who invited
 * @param registeredAt when
 */
public record NewMember(
        UUID id,
        PhoneNumber phone,
        @Nullable String openid,
        @Nullable String unionid,
        @Nullable String cardNo,
        @Nullable String name,
        @Nullable Birthday birthday,
        MemberState state,
        boolean pointsProgramme,
        boolean memberOffers,
        Map<String, String> consents,
        String channel,
        @Nullable String scene,
        @Nullable UUID storeId,
        @Nullable UUID inviterId,
        Instant registeredAt) {
    public NewMember {
        consents = Map.copyOf(consents);
    }
}
