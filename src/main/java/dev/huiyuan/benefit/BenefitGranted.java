package dev.huiyuan.benefit;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;

/**
 * Event: a benefit was granted. It does not say for which day: that would tell the birthday.
 *
 * @param benefit which, such as {@code birthday}
 * @param year the benefit year
 * @param couponId the coupon that came with it
 * @param templateCode the coupon's template
 */
@RegisterForReflection
public record BenefitGranted(String benefit, int year, UUID couponId, String templateCode) {
    /** The event's topic. */
    public static final String TOPIC = "benefit.granted.v1";
}
