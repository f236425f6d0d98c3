package dev.huiyuan.coupon;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How coupons are claimed and swept. */
@ConfigMapping(prefix = "huiyuan.coupon")
public interface CouponConfig {
    /** How many claims wait at most; further ones are answered 503. */
    @WithDefault("4000")
    int claimsWaiting();

    /** How many claims of one template share a transaction at most. */
    @WithDefault("300")
    int claimsPerBatch();

    /** How many templates are claimed from at the same time, each with a connection of its own. */
    @WithDefault("3")
    int claimSlots();

    /** A claim that has waited longer is answered 503 and not started. */
    @WithDefault("5s")
    Duration claimPatience();

    /** How long an exhausted template is refused from memory. */
    @WithDefault("1s")
    Duration soldOutMemory();

    /** How many uses wait at most; further ones are answered 503. */
    @WithDefault("4000")
    int usesWaiting();

    /** How many uses share a transaction at most. */
    @WithDefault("300")
    int usesPerBatch();

    /** How many batches of uses run at the same time, each with a connection of its own. */
    @WithDefault("2")
    int useSlots();

    /** A use that has waited longer is answered 503 and not started. */
    @WithDefault("5s")
    Duration usePatience();

    /** How many coupons one staff member issues on a day; 0 for none. */
    @WithDefault("20")
    int staffCouponsPerDay();

    /** How many codes that are not valid one till or member may try in an hour. */
    @WithDefault("10")
    int wrongCodesPerHour();

    /** How many coupons one transaction of the expiry sweep marks at most. */
    @WithDefault("500")
    int expiryChunk();
}
