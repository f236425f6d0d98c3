package dev.huiyuan.identity.platform;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** WeChat's servers and our mini-programs. */
@ConfigMapping(prefix = "huiyuan.wechat")
public interface WechatConfig {
    /** Where WeChat is. */
    @WithDefault("https://api.weixin.qq.com")
    URI baseUrl();

    /** Our mini-programs by app id. */
    Map<String, App> apps();

    /** The deadline of one call. */
    @WithDefault("4s")
    Duration timeout();

    /** How long to wait before the first repetition when WeChat is busy; it doubles. */
    @WithDefault("200ms")
    Duration retryBackOff();

    /** How often a call is repeated when WeChat is busy. */
    @WithDefault("2")
    int retries();

    /** How long before its end an access token is replaced. */
    @WithDefault("5m")
    Duration tokenRefreshAhead();

    /** The oldest phone number that is believed, by WeChat's own time stamp. */
    @WithDefault("10m")
    Duration phoneMaxAge();

    /** A mini-program. */
    interface App {
        /** The app secret. */
        String secret();
    }
}
