package dev.huiyuan.enrolment;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A sign-in from a mini-program.
 *
 * @param appId the mini-program
 * @param code from {@code wx.login}; WeChat takes it once, we answer its repetition for five minutes
 */
@Schema(name = "WechatSession")
record WechatSessionRequest(
        @NotNull @Pattern(regexp = "^[A-Za-z0-9_-]{1,64}$") @Schema(examples = "wx0000000000000001")
        String appId,

        @NotNull @Pattern(regexp = "^[\\x21-\\x7e]{1,256}$") @Schema(examples = "0a3XyZ000abcde")
        String code) {}
