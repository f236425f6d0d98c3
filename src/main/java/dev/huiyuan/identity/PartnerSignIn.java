package dev.huiyuan.identity;

import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Signs machines in. Their secrets have 256 random bits: there is nothing to guess and nothing to lock. */
@ApplicationScoped
class PartnerSignIn {
    private static final String READ = """
            select id, secret_hash, kind, all_stores, active,
                array(select store_id from identity_credential_store where credential_id = c.id) as stores
            from identity_credential c where client_id = $1
            """;

    private final Pool pool;
    private final AccessTokens tokens;
    private final IdentityConfig config;

    PartnerSignIn(Pool pool, AccessTokens tokens, IdentityConfig config) {
        this.pool = pool;
        this.tokens = tokens;
        this.config = config;
    }

    private record Credential(
            UUID id, byte[] secretHash, String role, Set<UUID> storeIds, boolean allStores, boolean active) {}

    /** Problems {@code credentials-invalid}, {@code store-not-allowed}. */
    Uni<PartnerSession> signIn(PartnerSignInRequest request) {
        byte[] shown = Secrets.hash(request.clientSecret());
        return pool.preparedQuery(READ)
                .execute(Tuple.of(request.clientId()))
                .map(rows -> rows.stream().findFirst().map(PartnerSignIn::credential))
                .map(found -> require(found, shown))
                .map(credential -> session(credential, request));
    }

    private static Credential require(Optional<Credential> found, byte[] shown) {
        return found.filter(credential -> MessageDigest.isEqual(credential.secretHash, shown))
                .filter(Credential::active)
                .orElseThrow(ProblemCode.CREDENTIALS_INVALID::with);
    }

    private static Credential credential(Row row) {
        return new Credential(
                row.getUUID("id"),
                row.getBuffer("secret_hash").getBytes(),
                row.getString("kind").toLowerCase(Locale.ROOT),
                Set.of(row.getArrayOfUUIDs("stores")),
                row.getBoolean("all_stores"),
                row.getBoolean("active"));
    }

    private PartnerSession session(Credential credential, PartnerSignInRequest request) {
        Caller caller = new Caller(
                Caller.Kind.PARTNER,
                credential.id,
                credential.role,
                credential.storeIds,
                credential.allStores,
                terminal(credential, request));
        return new PartnerSession(
                tokens.issue(caller),
                config.accessTokenTtl().toSeconds(),
                credential.role,
                List.copyOf(credential.storeIds),
                credential.allStores,
                caller.terminal());
    }

    private static @Nullable String terminal(Credential credential, PartnerSignInRequest request) {
        @Nullable UUID storeId = request.storeId();
        if (storeId != null && !credential.allStores && !credential.storeIds.contains(storeId)) {
            throw ProblemCode.STORE_NOT_ALLOWED.with();
        }
        if (storeId == null && credential.storeIds.size() == 1) {
            storeId = credential.storeIds.iterator().next();
        }
        if (storeId != null) {
            return storeId + "/" + (request.terminalId() == null ? credential.id : request.terminalId());
        }
        if (request.terminalId() == null) return null;
        throw ProblemException.ofField("/storeId", "required", "a terminal belongs to a store");
    }
}
