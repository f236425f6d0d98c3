package dev.huiyuan.identity.platform;

import org.jspecify.annotations.Nullable;

/**
 * Who WeChat says has signed in.
 *
 * @param openid the person within the app
 * @param unionid the person across the brand's apps, if WeChat tells
 */
public record WechatPerson(String openid, @Nullable String unionid) {
    /** Without the ids: they must not reach a log by accident. */
    @Override
    public String toString() {
        return "WechatPerson";
    }
}
