package dev.huiyuan.identity;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * Who somebody is in a mini-program.
 *
 * @param appId the mini-program
 * @param openid the person within it
 * @param unionid the person across all apps of the brand, where the app is bound to an Open Platform account
 */
@RegisterForReflection
public record WechatIdentity(
        String appId, String openid, @Nullable String unionid) {
    /** Without the openid: it must not reach a log by accident. */
    @Override
    public String toString() {
        return "WechatIdentity[" + appId + "]";
    }
}
