package dev.huiyuan.identity;

import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.shared.crypto.BlindIndex;
import dev.huiyuan.shared.crypto.PersonalDataCipher;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Keeps what WeChat answered to a code for a few minutes, encrypted: WeChat answers only once. */
@ApplicationScoped
class WechatExchanges {
    private static final String READ =
            "select answer from identity_wechat_exchange where kind = $1 and code_hash = $2 and expires_at > $3";
    private static final String STORE = """
            insert into identity_wechat_exchange (kind, code_hash, answer, expires_at) values ($1, $2, $3, $4)
            on conflict (kind, code_hash) do update set answer = excluded.answer, expires_at = excluded.expires_at
            """;

    private final Pool pool;
    private final BlindIndex hashes;
    private final PersonalDataCipher cipher;
    private final IdentityConfig config;
    private final Clock clock;
    private final ConcurrentHashMap<String, Uni<String>> running = new ConcurrentHashMap<>();

    WechatExchanges(Pool pool, BlindIndex hashes, PersonalDataCipher cipher, IdentityConfig config, Clock clock) {
        this.pool = pool;
        this.hashes = hashes;
        this.cipher = cipher;
        this.config = config;
        this.clock = clock;
    }

    /** What is exchanged. */
    enum Kind {
        SIGN_IN,
        PHONE
    }

    private record Key(Kind kind, byte[] hash) {
        String place() {
            return "identity_wechat_exchange.answer:" + kind + ":"
                    + HexFormat.of().formatHex(hash);
        }
    }

    /**
     * The kept answer to a code, or WeChat's.
     *
     * @param code the code with whatever else decides about the answer
     * @param exchange asks WeChat
     */
    Uni<String> once(Kind kind, String code, Supplier<Uni<String>> exchange) {
        Key key = new Key(kind, hashes.hash("wechat-" + kind, code));
        // Memoized: the same code sent twice at once is one exchange.
        return running.computeIfAbsent(
                key.place(),
                id -> Uni.createFrom()
                        .deferred(() -> keptOrAsked(key, exchange))
                        .onTermination()
                        .invoke(() -> running.remove(id))
                        .memoize()
                        .indefinitely());
    }

    private Uni<String> keptOrAsked(Key key, Supplier<Uni<String>> exchange) {
        return kept(key)
                .chain(known -> known.isPresent()
                        ? Uni.createFrom().item(known.get())
                        : exchange.get()
                                .call(answer -> keep(key, answer))
                                .onFailure(WechatExchanges::isCodeInvalid)
                                .recoverWithUni(used -> keptMeanwhile(key)));
    }

    /** The code may have been used by another instance just now. */
    private Uni<String> keptMeanwhile(Key key) {
        return kept(key).map(known -> known.orElseThrow(ProblemCode.WECHAT_CODE_INVALID::with));
    }

    private Uni<Optional<String>> kept(Key key) {
        return pool.preparedQuery(READ)
                .execute(Tuple.of(key.kind.name(), Buffer.buffer(key.hash), timestamp(clock.instant())))
                .map(rows -> rows.stream()
                        .findFirst()
                        .map(row -> cipher.decrypt(row.getBuffer("answer").getBytes(), key.place())));
    }

    private Uni<Void> keep(Key key, String answer) {
        return pool.preparedQuery(STORE)
                .execute(Tuple.of(
                        key.kind.name(),
                        Buffer.buffer(key.hash),
                        Buffer.buffer(cipher.encrypt(answer, key.place())),
                        timestamp(clock.instant().plus(config.wechatAnswerTtl()))))
                .replaceWithVoid();
    }

    private static boolean isCodeInvalid(Throwable failure) {
        return failure instanceof ProblemException refusal && refusal.code() == ProblemCode.WECHAT_CODE_INVALID;
    }
}
