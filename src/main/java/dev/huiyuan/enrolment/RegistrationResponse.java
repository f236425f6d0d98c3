package dev.huiyuan.enrolment;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.huiyuan.coupon.IssuedCoupon;
import dev.huiyuan.identity.SessionTokens;
import dev.huiyuan.member.MemberCard;
import dev.huiyuan.programme.ProgrammeBenefit;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A diner's registration, or sign-in where the diner was registered already.
 *
 * @param memberId the member
 * @param tokens the member's session
 * @param card the member card
 * @param granted coupons given just now
 * @param benefits what the programme offers every member
 */
@Schema(name = "RegistrationResult")
@RegisterForReflection
record RegistrationResponse(
        @Schema(examples = "019aa4c1-0000-7000-8000-000000000001")
        UUID memberId,

        SessionTokens tokens,

        @JsonRawValue @Schema(implementation = MemberCard.class)
        String card,

        List<IssuedCoupon> granted,
        List<ProgrammeBenefit> benefits) {
    static RegistrationResponse of(Registered registered, byte[] card, List<ProgrammeBenefit> benefits) {
        return new RegistrationResponse(
                registered.memberId(),
                registered.tokens(),
                new String(card, StandardCharsets.UTF_8),
                registered.granted(),
                benefits);
    }
}
