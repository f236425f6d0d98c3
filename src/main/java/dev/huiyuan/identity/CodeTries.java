package dev.huiyuan.identity;

import dev.huiyuan.shared.problem.ProblemCode;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Counts how often a phone code was tried, before it is compared. The count lives in Redis because it has to survive
 * the rollback of the request that a wrong code ends. Without Redis no code is accepted.
 */
@ApplicationScoped
class CodeTries {
    private static final Logger LOG = Logger.getLogger(CodeTries.class);
    private static final String PREFIX = "identity:tries:";
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final ReactiveRedisDataSource redis;

    CodeTries(ReactiveRedisDataSource redis) {
        this.redis = redis;
    }

    /**
     * Counts a try.
     *
     * @param codeId the code
     * @param ttl at least as long as the code lives
     * @return which try this is, from 1 on; problem {@code overloaded} when it cannot be counted
     */
    Uni<Long> count(UUID codeId, Duration ttl) {
        String key = PREFIX + codeId;
        return redis.execute(Command.SET, key, "0", "NX", "EX", Long.toString(ttl.toSeconds() + 1))
                .chain(made -> redis.execute(Command.INCR, key))
                .map(count -> count.toLong())
                // ifNoItem: a Redis that hangs without closing answers nothing, not even a failure, and the caller has
                // a
                // transaction open. The client's own time-out is for blocking calls only.
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .onFailure()
                .transform(failure -> {
                    LOG.warnf("a try of a phone code could not be counted: %s", failure.toString());
                    return ProblemCode.OVERLOADED.with().retryAfter(1);
                });
    }
}
