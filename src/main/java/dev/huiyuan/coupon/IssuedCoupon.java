package dev.huiyuan.coupon;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A coupon that a member holds.
 *
 * @param id its id, by which it is used
 * @param memberId whose
 * @param templateCode the template's code
 * @param name its name for people
 * @param expiresAt the first instant at which it cannot be used any more
 * @param validThrough the last day on which it can be used, in the programme's zone
 */
@RegisterForReflection
public record IssuedCoupon(
        UUID id,
        UUID memberId,
        @Schema(examples = "WELCOME-20") String templateCode,
        @Schema(examples = "新会员20元券") String name,
        OffsetDateTime expiresAt,
        LocalDate validThrough) {}
