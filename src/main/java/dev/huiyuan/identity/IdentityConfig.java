package dev.huiyuan.identity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;

/** Tokens and sign-in. */
@ConfigMapping(prefix = "huiyuan.identity")
public interface IdentityConfig {
    /** The {@code iss} of our tokens. */
    @WithDefault("huiyuan")
    String issuer();

    /** The RSA key that signs tokens: PKCS #8 in PEM. */
    String signingKey();

    /** The {@code kid} of the signing key. A new key needs a new one. */
    String signingKeyId();

    /** Public keys (X.509 in PEM) by {@code kid} that are still accepted beside the signing key's own. */
    Map<String, String> verificationKeys();

    /** How long an access token is accepted. */
    @WithDefault("15m")
    Duration accessTokenTtl();
}
