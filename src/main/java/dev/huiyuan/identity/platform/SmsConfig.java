package dev.huiyuan.identity.platform;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** The gateway that sends text messages. */
@ConfigMapping(prefix = "huiyuan.sms")
public interface SmsConfig {
    /** Where messages are posted as {@code {phone, template, code}}; without it no code can be sent. */
    Optional<URI> url();

    /** The {@code Authorization} header of the gateway, if it wants one. */
    Optional<String> authorization();

    /** The deadline of one call. */
    @WithDefault("4s")
    Duration timeout();
}
