package dev.huiyuan.identity;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A code is on its way.
 *
 * @param phone where it was sent, masked
 * @param expiresInSeconds how long it can be used
 * @param resendAfterSeconds when another one may be asked for
 */
record PhoneCodeSent(
        @Schema(examples = "138****8000") String phone,

        @Schema(examples = "300", minimum = "1", maximum = "3600")
        long expiresInSeconds,

        @Schema(examples = "60", minimum = "1", maximum = "3600")
        long resendAfterSeconds) {}
