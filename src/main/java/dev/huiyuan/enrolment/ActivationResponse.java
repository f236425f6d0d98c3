package dev.huiyuan.enrolment;

import dev.huiyuan.coupon.IssuedCoupon;
import dev.huiyuan.member.MemberState;
import dev.huiyuan.programme.ProgrammeBenefit;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An activated member.
 *
 * @param memberId the member
 * @param state {@code ACTIVE}
 * @param granted coupons given just now
 * @param benefits what the programme offers every member, to be told to the diner
 */
@Schema(name = "ActivationResult")
@RegisterForReflection
record ActivationResponse(
        @Schema(examples = "019aa4c1-0000-7000-8000-000000000001")
        UUID memberId,

        MemberState state,
        List<IssuedCoupon> granted,
        List<ProgrammeBenefit> benefits) {}
