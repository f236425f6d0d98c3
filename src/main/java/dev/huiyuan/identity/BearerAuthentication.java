package dev.huiyuan.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.caller.CurrentCaller;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns a bearer token (RFC 6750) into the caller. Verified tokens are remembered for a while: the RSA operation would
 * otherwise be the dearest part of a cached lookup, and of a claim.
 */
@ApplicationScoped
class BearerAuthentication implements HttpAuthenticationMechanism {
    /** The attribute that holds the session's id. */
    static final String SESSION_ID = "huiyuan.session-id";
    /** The attribute that holds the encrypted WeChat identity of somebody who may register. */
    static final String SEALED_IDENTITY = "huiyuan.sealed-identity";

    private static final String SCHEME = "Bearer ";
    private static final int MAX_TOKEN_CHARACTERS = 4_000;

    private final AccessTokens tokens;
    private final Clock clock;
    private final Cache<String, Verified> verified;

    BearerAuthentication(AccessTokens tokens, IdentityConfig config, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
        verified = Caffeine.newBuilder()
                .maximumSize(config.verifiedTokens())
                .expireAfterWrite(config.verifiedTokenTtl())
                .build();
    }

    private record Verified(SecurityIdentity identity, Instant expiresAt) {}

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext routing, IdentityProviderManager providers) {
        @Nullable String header = routing.request().getHeader("Authorization");
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Uni.createFrom().nullItem();
        }
        String token = header.substring(SCHEME.length()).strip();
        @Nullable Verified known = verified.getIfPresent(token);
        if (known == null) known = verify(token);
        if (known == null || !clock.instant().isBefore(known.expiresAt)) {
            return Uni.createFrom().failure(new AuthenticationFailedException());
        }
        return Uni.createFrom().item(known.identity);
    }

    private @Nullable Verified verify(String token) {
        if (token.length() > MAX_TOKEN_CHARACTERS) return null;
        Optional<AccessTokens.Verified> valid = tokens.verify(token);
        if (valid.isEmpty()) return null;
        Verified entry = new Verified(identity(valid.get()), valid.get().expiresAt());
        verified.put(token, entry);
        return entry;
    }

    private static SecurityIdentity identity(AccessTokens.Verified token) {
        Caller caller = token.caller();
        QuarkusSecurityIdentity.Builder identity = QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(caller.id().toString()))
                .addRole(caller.role())
                .addAttribute(CurrentCaller.ATTRIBUTE, caller);
        if (token.sessionId() != null) identity.addAttribute(SESSION_ID, token.sessionId());
        if (token.sealedIdentity() != null) identity.addAttribute(SEALED_IDENTITY, token.sealedIdentity());
        return identity.build();
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext routing) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer"));
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of();
    }
}
