package dev.huiyuan.identity;

import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.id.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.Key;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * Issues and verifies access tokens: JWT (RFC 7519) signed RS256, with the caller's kind as {@code aud}, the role as
 * the one element of {@code groups}, and {@code stores} and {@code terminal} for staff.
 */
@ApplicationScoped
class AccessTokens {
    private static final String ROLES = "groups";
    private static final String STORES = "stores";
    private static final String TERMINAL = "terminal";
    private static final String ALL_STORES = "*";
    private static final String SESSION = "sid";
    private static final String WECHAT = "wx";

    private final SigningKeys keys;
    private final IdentityConfig config;
    private final Clock clock;
    private final Ids ids;
    private final JwtConsumer consumer;

    AccessTokens(SigningKeys keys, IdentityConfig config, Clock clock, Ids ids) {
        this.keys = keys;
        this.config = config;
        this.clock = clock;
        this.ids = ids;
        // Expiry is compared with our own clock in verify().
        consumer = new JwtConsumerBuilder()
                .setExpectedIssuer(config.issuer())
                .setSkipDefaultAudienceValidation()
                .setJwsAlgorithmConstraints(
                        new AlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.RSA_USING_SHA256))
                .setVerificationKeyResolver((signature, context) -> verificationKey(signature))
                .setRequireSubject()
                .setAllowedClockSkewInSeconds(Integer.MAX_VALUE)
                .build();
    }

    private Key verificationKey(JsonWebSignature signature) throws org.jose4j.lang.UnresolvableKeyException {
        @Nullable Key key = keys.verificationKey(signature.getKeyIdHeaderValue());
        if (key == null) throw new org.jose4j.lang.UnresolvableKeyException("unknown kid");
        return key;
    }

    /** A token for a caller, valid for {@link IdentityConfig#accessTokenTtl()}. */
    String issue(Caller caller) {
        return sign(claims(caller, config.accessTokenTtl()));
    }

    /** The same, as part of a session. */
    String issue(Caller caller, UUID sessionId) {
        JwtClaims claims = claims(caller, config.accessTokenTtl());
        claims.setStringClaim(SESSION, sessionId.toString());
        return sign(claims);
    }

    /** A token for somebody who may register, with the encrypted WeChat identity. */
    String issueForRegistration(Caller caller, String sealedIdentity) {
        JwtClaims claims = claims(caller, config.registrationTokenTtl());
        claims.setStringClaim(WECHAT, sealedIdentity);
        return sign(claims);
    }

    private JwtClaims claims(Caller caller, Duration ttl) {
        Instant now = clock.instant();
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(config.issuer());
        claims.setSubject(caller.id().toString());
        claims.setAudience(caller.kind().audience());
        claims.setJwtId(ids.next().toString());
        claims.setIssuedAt(NumericDate.fromSeconds(now.getEpochSecond()));
        claims.setExpirationTime(NumericDate.fromSeconds(now.plus(ttl).getEpochSecond()));
        claims.setStringListClaim(ROLES, caller.role());
        if (caller.allStores()) claims.setStringListClaim(STORES, ALL_STORES);
        else if (!caller.storeIds().isEmpty()) {
            claims.setStringListClaim(
                    STORES, caller.storeIds().stream().map(UUID::toString).toList());
        }
        if (caller.terminal() != null) claims.setStringClaim(TERMINAL, caller.terminal());
        return claims;
    }

    private String sign(JwtClaims claims) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        signature.setKeyIdHeaderValue(keys.keyId());
        signature.setKey(keys.signingKey());
        signature.setPayload(claims.toJson());
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("cannot sign a token", e);
        }
    }

    /**
     * A verified token.
     *
     * @param sessionId the session that it belongs to, if any
     * @param sealedIdentity the encrypted WeChat identity of somebody who may register
     */
    record Verified(
            Caller caller,
            Instant expiresAt,
            @Nullable UUID sessionId,
            @Nullable String sealedIdentity) {}

    /** Verifies signature, issuer and claims; empty for whatever is not a token of ours. The caller checks expiry. */
    Optional<Verified> verify(String token) {
        try {
            JwtClaims claims = consumer.processToClaims(token);
            Caller.Kind kind = kind(claims.getAudience());
            List<String> roles = claims.getStringListClaimValue(ROLES);
            List<String> stores = claims.hasClaim(STORES) ? claims.getStringListClaimValue(STORES) : List.of();
            boolean allStores = stores.contains(ALL_STORES);
            Set<UUID> storeIds = new HashSet<>();
            if (!allStores) stores.forEach(store -> storeIds.add(UUID.fromString(store)));
            Caller caller = new Caller(
                    kind,
                    UUID.fromString(claims.getSubject()),
                    roles.getFirst(),
                    storeIds,
                    allStores,
                    claims.getStringClaimValue(TERMINAL));
            @Nullable String session = claims.getStringClaimValue(SESSION);
            return Optional.of(new Verified(
                    caller,
                    Instant.ofEpochSecond(claims.getExpirationTime().getValue()),
                    session == null ? null : UUID.fromString(session),
                    claims.getStringClaimValue(WECHAT)));
        } catch (InvalidJwtException | MalformedClaimException | RuntimeException notOurs) {
            return Optional.empty();
        }
    }

    private static Caller.Kind kind(List<String> audiences) {
        for (Caller.Kind kind : Caller.Kind.values()) {
            if (audiences.equals(List.of(kind.audience()))) return kind;
        }
        throw new IllegalArgumentException("unknown audience");
    }
}
