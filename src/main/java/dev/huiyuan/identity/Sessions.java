package dev.huiyuan.identity;

import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.crypto.BlindIndex;
import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.sql.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Opens, continues and ends sessions. A refresh token is replaced at each use by one that follows from it under a key
 * that is not in the database, so parallel refreshes get the same successor without its being stored. A token that
 * was replaced before ends the session (RFC 9700 §4.14).
 */
@ApplicationScoped
public class Sessions {
    private static final String OPEN = """
            insert into identity_session
                (id, kind, subject_id, store_id, terminal, current_hash, expires_at, ends_at, created_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """;
    private static final String LOCK = "select * from identity_session where id = $1 for no key update";
    private static final String ROTATE = """
            update identity_session
            set current_hash = $2, previous_hash = current_hash, rotated_at = $3, expires_at = $4 where id = $1
            """;
    private static final String REVOKE =
            "update identity_session set revoked_at = $2 where id = $1 and revoked_at is null";

    private final Transactions transactions;
    private final AccessTokens accessTokens;
    private final StaffAccounts staff;
    private final Secrets secrets;
    private final BlindIndex successors;
    private final IdentityConfig config;
    private final Clock clock;
    private final Ids ids;

    Sessions(
            Transactions transactions,
            AccessTokens accessTokens,
            StaffAccounts staff,
            Secrets secrets,
            BlindIndex successors,
            IdentityConfig config,
            Clock clock,
            Ids ids) {
        this.transactions = transactions;
        this.accessTokens = accessTokens;
        this.staff = staff;
        this.secrets = secrets;
        this.successors = successors;
        this.config = config;
        this.clock = clock;
        this.ids = ids;
    }

    /** Opens a session of a member, in the caller's transaction. */
    public Uni<SessionTokens> openForMember(SqlConnection connection, UUID memberId) {
        return open(connection, ids.next(), member(memberId), null);
    }

    /**
     * Opens a session of a staff member, in the caller's transaction.
     *
     * @param sessionId from {@link Ids}; part of the default terminal
     * @param storeId where the staff member signed in, if at one store
     */
    Uni<SessionTokens> openForStaff(SqlConnection connection, UUID sessionId, Caller caller, @Nullable UUID storeId) {
        return open(connection, sessionId, caller, storeId);
    }

    /** Ends one session. */
    Uni<Void> revoke(UUID sessionId) {
        return transactions.run(connection -> revoke(connection, sessionId)).replaceWithVoid();
    }

    /**
     * Continues a session.
     *
     * @param refreshToken as the client holds it
     * @return the next tokens; problem {@code token-invalid} when the session has ended, also by this very call
     */
    Uni<SessionTokens> refresh(String refreshToken) {
        RefreshToken shown = RefreshToken.parse(refreshToken).orElseThrow(ProblemCode.TOKEN_INVALID::with);
        // The outcome leaves the transaction as a value: ending a session has to be committed, and then refused.
        return transactions
                .run(connection -> lock(connection, shown.sessionId())
                        .chain(session -> session.map(found -> refresh(connection, found, shown))
                                .orElseGet(Sessions::none)))
                .map(tokens -> tokens.orElseThrow(ProblemCode.TOKEN_INVALID::with));
    }

    private Uni<Optional<SessionTokens>> refresh(SqlConnection connection, StoredSession session, RefreshToken shown) {
        Instant now = clock.instant();
        return switch (session.decide(Secrets.hash(shown.secret()), now, config.refreshGrace())) {
            case ROTATE -> proceed(connection, session, shown, true);
            case REPEAT -> proceed(connection, session, shown, false);
            case REVOKE -> revoke(connection, session.id()).chain(Sessions::none);
            case REFUSE -> none();
        };
    }

    private Uni<Optional<SessionTokens>> proceed(
            SqlConnection connection, StoredSession session, RefreshToken shown, boolean rotate) {
        RefreshToken next = successor(shown);
        boolean known = rotate || Arrays.equals(Secrets.hash(next.secret()), session.currentHash());
        if (!known) return none();
        return caller(connection, session)
                .chain(caller -> caller.isEmpty()
                        ? revoke(connection, session.id()).chain(Sessions::none)
                        : (rotate
                                        ? rotate(connection, session, next)
                                        : Uni.createFrom().voidItem())
                                .map(stored -> Optional.of(tokens(caller.get(), next))));
    }

    /** Who the session is for now: roles and stores may have changed since it was opened. */
    private Uni<Optional<Caller>> caller(SqlConnection connection, StoredSession session) {
        if (session.kind() == Caller.Kind.MEMBER) {
            return Uni.createFrom().item(Optional.of(member(session.subjectId())));
        }
        return staff.byId(connection, session.subjectId())
                .map(account -> account.filter(StaffAccount::active)
                        .filter(found -> session.storeId() == null || found.mayWorkAt(session.storeId()))
                        .map(found -> found.caller(session.terminal())));
    }

    private Uni<SessionTokens> open(SqlConnection connection, UUID sessionId, Caller caller, @Nullable UUID storeId) {
        Instant now = clock.instant();
        RefreshToken token = new RefreshToken(sessionId, secrets.bytes());
        return connection
                .preparedQuery(OPEN)
                .execute(Tuple.from(Arrays.asList(
                        sessionId,
                        caller.kind().name(),
                        caller.id(),
                        storeId,
                        caller.terminal(),
                        Buffer.buffer(Secrets.hash(token.secret())),
                        timestamp(now.plus(ttl(caller.kind()))),
                        timestamp(now.plus(max(caller.kind()))),
                        timestamp(now))))
                .map(stored -> tokens(caller, token));
    }

    private Uni<Void> rotate(SqlConnection connection, StoredSession session, RefreshToken next) {
        Instant now = clock.instant();
        Instant slid = now.plus(ttl(session.kind()));
        return connection
                .preparedQuery(ROTATE)
                .execute(Tuple.of(
                        session.id(),
                        Buffer.buffer(Secrets.hash(next.secret())),
                        timestamp(now),
                        timestamp(slid.isBefore(session.endsAt()) ? slid : session.endsAt())))
                .replaceWithVoid();
    }

    private Uni<Void> revoke(SqlConnection connection, UUID sessionId) {
        return connection
                .preparedQuery(REVOKE)
                .execute(Tuple.of(sessionId, timestamp(clock.instant())))
                .replaceWithVoid();
    }

    private static Uni<Optional<StoredSession>> lock(SqlConnection connection, UUID sessionId) {
        return connection.preparedQuery(LOCK).execute(Tuple.of(sessionId)).map(Sessions::first);
    }

    private static Optional<StoredSession> first(RowSet<Row> rows) {
        return rows.stream().findFirst().map(StoredSession::of);
    }

    private static Uni<Optional<SessionTokens>> none() {
        return Uni.createFrom().item(Optional.empty());
    }

    private SessionTokens tokens(Caller caller, RefreshToken refreshToken) {
        return new SessionTokens(
                accessTokens.issue(caller, refreshToken.sessionId()),
                config.accessTokenTtl().toSeconds(),
                refreshToken.text());
    }

    private RefreshToken successor(RefreshToken token) {
        String secret = Base64.getEncoder().encodeToString(token.secret());
        return new RefreshToken(
                token.sessionId(), successors.hash("refresh-successor", token.sessionId() + ":" + secret));
    }

    private static Caller member(UUID memberId) {
        return new Caller(Caller.Kind.MEMBER, memberId, Role.MEMBER, Set.of(), false, null);
    }

    private Duration ttl(Caller.Kind kind) {
        return kind == Caller.Kind.MEMBER ? config.memberSessionTtl() : config.staffSessionTtl();
    }

    private Duration max(Caller.Kind kind) {
        return kind == Caller.Kind.MEMBER ? config.memberSessionMax() : config.staffSessionMax();
    }
}
