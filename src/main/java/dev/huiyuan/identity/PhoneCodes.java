package dev.huiyuan.identity;

import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.identity.Limits.Limit;
import dev.huiyuan.identity.platform.SmsGateway;
import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.crypto.BlindIndex;
import dev.huiyuan.shared.crypto.PhoneNumber;
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
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One-time codes sent to phones: six digits, five minutes, five tries, one use. */
@ApplicationScoped
public class PhoneCodes {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private static final String REPLACE = """
            insert into identity_phone_code (phone_hash, purpose, id, code_hash, expires_at) values ($1, $2, $3, $4, $5)
            on conflict (phone_hash, purpose) do update
            set id = excluded.id, code_hash = excluded.code_hash, expires_at = excluded.expires_at, used_at = null
            """;
    private static final String READ = """
            select id, code_hash from identity_phone_code
            where phone_hash = $1 and purpose = $2 and used_at is null and expires_at > $3
            """;
    private static final String USE = """
            update identity_phone_code set used_at = $2 where id = $1 and used_at is null and expires_at > $2
            """;

    private final Transactions transactions;
    private final Limits limits;
    private final CodeTries tries;
    private final SmsGateway gateway;
    private final Secrets secrets;
    private final BlindIndex hashes;
    private final IdentityConfig config;
    private final Clock clock;
    private final Ids ids;

    PhoneCodes(
            Transactions transactions,
            Limits limits,
            CodeTries tries,
            SmsGateway gateway,
            Secrets secrets,
            BlindIndex hashes,
            IdentityConfig config,
            Clock clock,
            Ids ids) {
        this.transactions = transactions;
        this.limits = limits;
        this.tries = tries;
        this.gateway = gateway;
        this.secrets = secrets;
        this.hashes = hashes;
        this.config = config;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Sends a code. It replaces the one sent before to this phone for this purpose.
     *
     * @param purpose {@code registration}, {@code activation} or {@code presence}
     * @param caller who asked for it, whose allowance is used as well as the phone's
     * @return problems {@code too-many-requests}, {@code sms-unavailable}
     */
    public Uni<Void> send(PhoneNumber phone, String purpose, @Nullable Caller caller) {
        String code = secrets.sixDigits();
        // Stored and committed before it is sent: a code that arrives is good, and no lock waits for the gateway.
        return transactions
                .run(connection ->
                        takeFromLimits(connection, phone, caller).chain(() -> store(connection, phone, purpose, code)))
                .chain(() -> gateway.send(phone, purpose, code));
    }

    /**
     * Uses a code up, in the caller's transaction.
     *
     * @return problem {@code phone-code-invalid} for a code that is wrong, expired, used or tried too often
     */
    public Uni<Void> verify(SqlConnection connection, PhoneNumber phone, String purpose, String code) {
        return connection
                .preparedQuery(READ)
                .execute(Tuple.of(phoneHash(phone), purpose, timestamp(clock.instant())))
                .map(PhoneCodes::stored)
                .call(this::countTry)
                .invoke(stored -> compare(stored, code))
                .chain(stored -> connection.preparedQuery(USE).execute(Tuple.of(stored.id, timestamp(clock.instant()))))
                .invoke(used -> {
                    if (used.rowCount() == 0) throw ProblemCode.PHONE_CODE_INVALID.with();
                })
                .replaceWithVoid();
    }

    private record StoredCode(UUID id, byte[] hash) {}

    private static StoredCode stored(RowSet<Row> rows) {
        for (Row row : rows)
            return new StoredCode(row.getUUID("id"), row.getBuffer("code_hash").getBytes());
        throw ProblemCode.PHONE_CODE_INVALID.with();
    }

    private Uni<Void> countTry(StoredCode stored) {
        return tries.count(stored.id, config.phoneCode().ttl())
                .invoke(count -> {
                    if (count > config.phoneCode().maxTries()) throw ProblemCode.PHONE_CODE_INVALID.with();
                })
                .replaceWithVoid();
    }

    private void compare(StoredCode stored, String code) {
        if (!MessageDigest.isEqual(stored.hash, codeHash(stored.id, code))) throw ProblemCode.PHONE_CODE_INVALID.with();
    }

    private Uni<Void> takeFromLimits(SqlConnection connection, PhoneNumber phone, @Nullable Caller caller) {
        IdentityConfig.PhoneCode rules = config.phoneCode();
        Limit interval = new Limit("phone-code-interval", 1, rules.interval(), false);
        Limit day = new Limit("phone-code-day", rules.perDay(), DAY, false);
        return takeFromCaller(connection, caller)
                .chain(() -> limits.take(connection, interval, phone.e164()))
                .chain(() -> limits.take(connection, day, phone.e164()));
    }

    private Uni<Void> takeFromCaller(SqlConnection connection, @Nullable Caller caller) {
        if (caller == null) return Uni.createFrom().voidItem();
        boolean diner = caller.kind() == Caller.Kind.MEMBER || caller.kind() == Caller.Kind.REGISTRATION;
        IdentityConfig.PhoneCode rules = config.phoneCode();
        int most = diner ? rules.perDinerAndHour() : rules.perStaffCallerAndHour();
        return limits.take(
                connection,
                new Limit("phone-code-caller", most, HOUR, false),
                caller.id().toString());
    }

    private Uni<Void> store(SqlConnection connection, PhoneNumber phone, String purpose, String code) {
        UUID id = ids.next();
        Instant expiresAt = clock.instant().plus(config.phoneCode().ttl());
        return connection
                .preparedQuery(REPLACE)
                .execute(Tuple.of(
                        phoneHash(phone), purpose, id, Buffer.buffer(codeHash(id, code)), timestamp(expiresAt)))
                .replaceWithVoid();
    }

    private Buffer phoneHash(PhoneNumber phone) {
        return Buffer.buffer(hashes.hash("phone", phone.e164()));
    }

    private byte[] codeHash(UUID id, String code) {
        return hashes.hash("phone-code", id + ":" + code);
    }
}
