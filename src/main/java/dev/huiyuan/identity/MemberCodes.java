package dev.huiyuan.identity;

import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.shared.crypto.BlindIndex;
import dev.huiyuan.shared.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/** Codes that members show at the till: 100 random bits, one use, a minute. */
@ApplicationScoped
public class MemberCodes {
    /** What a till may scan, as a regular expression. */
    public static final String PATTERN = "^HY:[0-9A-Z]{20}$";

    private static final String PREFIX = "HY:";
    private static final int RANDOM_CHARACTERS = 20;
    private static final int MAX_LIVE_CODES = 30;

    private static final String ISSUE = """
            insert into identity_member_code (code_hash, member_id, expires_at)
            select $1, $2, $3 where
                (select count(*) from identity_member_code where member_id = $2 and expires_at > $4) < $5
            """;
    private static final String REDEEM = """
            update identity_member_code set redeemed_at = $2
            where code_hash = $1 and redeemed_at is null and expires_at > $2 returning member_id
            """;

    private final Pool pool;
    private final BlindIndex hashes;
    private final Secrets secrets;
    private final IdentityConfig config;
    private final Clock clock;

    MemberCodes(Pool pool, BlindIndex hashes, Secrets secrets, IdentityConfig config, Clock clock) {
        this.pool = pool;
        this.hashes = hashes;
        this.secrets = secrets;
        this.config = config;
        this.clock = clock;
    }

    /** A new code of a member; problem {@code too-many-requests} while too many of the member's codes are alive. */
    public Uni<MemberCode> issue(UUID memberId) {
        Instant now = clock.instant();
        MemberCode code = new MemberCode(PREFIX + secrets.base32(RANDOM_CHARACTERS), now.plus(config.memberCodeTtl()));
        return pool.preparedQuery(ISSUE)
                .execute(Tuple.of(
                        hash(code.code()), memberId, timestamp(code.expiresAt()), timestamp(now), MAX_LIVE_CODES))
                .map(rows -> {
                    if (rows.rowCount() == 1) return code;
                    throw ProblemCode.TOO_MANY_REQUESTS.with().retryAfter((int)
                            config.memberCodeTtl().toSeconds());
                });
    }

    /**
     * Uses a code up, in the caller's transaction.
     *
     * @param code as the till scanned it
     * @return the member; problem {@code member-code-invalid} for a code that is unknown, expired or used
     */
    public Uni<UUID> redeem(SqlConnection connection, String code) {
        return connection
                .preparedQuery(REDEEM)
                .execute(Tuple.of(hash(code), timestamp(clock.instant())))
                .map(MemberCodes::memberId);
    }

    private static UUID memberId(RowSet<Row> rows) {
        for (Row row : rows) return row.getUUID("member_id");
        throw ProblemCode.MEMBER_CODE_INVALID.with();
    }

    private Buffer hash(String code) {
        return Buffer.buffer(hashes.hash("member-code", code));
    }
}
