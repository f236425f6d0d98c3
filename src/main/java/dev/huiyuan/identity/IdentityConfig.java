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

    /**
     * How many tokens an instance remembers as verified, about 2 KiB each: the members who come at once when a coupon is
     * released. Whoever is not remembered costs an RSA operation.
     */
    @WithDefault("60000")
    int verifiedTokens();

    /** How long a token is remembered as verified; a verification key that is taken away is trusted as long. */
    @WithDefault("5m")
    Duration verifiedTokenTtl();

    /** How long somebody who proved an openid may take to register. */
    @WithDefault("15m")
    Duration registrationTokenTtl();

    /** How long a member's session lives without being used. */
    @WithDefault("60d")
    Duration memberSessionTtl();

    /** How long a member's session lives at most. */
    @WithDefault("365d")
    Duration memberSessionMax();

    /** How long a staff session lives without being used. */
    @WithDefault("4h")
    Duration staffSessionTtl();

    /** How long a staff session lives at most. */
    @WithDefault("16h")
    Duration staffSessionMax();

    /** How long a refresh token that was just replaced still gets the same successor: replies get lost. */
    @WithDefault("60s")
    Duration refreshGrace();

    /** How long a member code can be redeemed. */
    @WithDefault("60s")
    Duration memberCodeTtl();

    /** How long a presence lets a bill spend. */
    @WithDefault("30m")
    Duration presenceTtl();

    /** Codes sent to phones. */
    PhoneCode phoneCode();

    /** How long WeChat's answer to a code is repeated. */
    @WithDefault("5m")
    Duration wechatAnswerTtl();

    /** Passwords of staff. */
    Password password();

    /** How often expired codes, presences and sessions are deleted. */
    @WithDefault("60s")
    String cleaningInterval();

    /** Codes sent to phones. */
    interface PhoneCode {
        /** How long a code can be used. */
        @WithDefault("5m")
        Duration ttl();

        /** After how many tries a code is dead. */
        @WithDefault("5")
        int maxTries();

        /** The least time between two codes to one phone. */
        @WithDefault("60s")
        Duration interval();

        /** How many codes one phone gets a day. */
        @WithDefault("10")
        int perDay();

        /** How many codes one caller may have sent in an hour; a till serves many diners. */
        @WithDefault("120")
        int perStaffCallerAndHour();

        /** How many codes a member, or somebody who registers, may have sent in an hour. */
        @WithDefault("10")
        int perDinerAndHour();
    }

    /** Passwords of staff. */
    interface Password {
        /** The cost of bcrypt: 2 to this power rounds. */
        @WithDefault("11")
        int bcryptCost();

        /** After how many failures in a row a user name is locked. */
        @WithDefault("10")
        int maxFailures();

        /** For how long. */
        @WithDefault("15m")
        Duration lockout();
    }
}
