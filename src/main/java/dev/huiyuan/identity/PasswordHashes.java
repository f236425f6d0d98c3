package dev.huiyuan.identity;

import dev.huiyuan.shared.problem.ProblemCode;
import io.quarkus.elytron.security.common.BcryptUtil;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Hashes and compares passwords with bcrypt, on threads of its own: it is slow on purpose and must neither stop the
 * event loop nor take the common workers.
 */
@ApplicationScoped
public class PasswordHashes {
    /** bcrypt reads no more than this. */
    public static final int MAX_PASSWORD_BYTES = 72;

    private static final int THREADS = 2;
    private static final int MAX_WAITING = 64;

    private final IdentityConfig config;
    private final WorkerExecutor workers;
    private final AtomicInteger waiting = new AtomicInteger();
    /** Compared with where there is no account, so that an unknown user name takes as long as a wrong password. */
    private volatile @Nullable String dummyHash;

    PasswordHashes(IdentityConfig config, Vertx vertx) {
        this.config = config;
        workers = vertx.createSharedWorkerExecutor("password-hashes", THREADS);
    }

    /** The hash of a new password of at most {@link #MAX_PASSWORD_BYTES} bytes in UTF-8. */
    public Uni<String> hash(String password) {
        return onWorker(() -> BcryptUtil.bcryptHash(password, config.password().bcryptCost()));
    }

    /**
     * Compares a password.
     *
     * @param hash the account's; null where there is no account, which never matches
     * @return problem {@code overloaded} when too many wait already
     */
    Uni<Boolean> matches(String password, @Nullable String hash) {
        return onWorker(() -> BcryptUtil.matches(password, hash == null ? dummyHash() : hash) && hash != null);
    }

    private String dummyHash() {
        @Nullable String known = dummyHash;
        if (known != null) return known;
        String made = BcryptUtil.bcryptHash("nobody", config.password().bcryptCost());
        dummyHash = made;
        return made;
    }

    private <T> Uni<T> onWorker(Callable<T> work) {
        if (waiting.incrementAndGet() > MAX_WAITING) {
            waiting.decrementAndGet();
            throw ProblemCode.OVERLOADED.with().retryAfter(1);
        }
        return Uni.createFrom()
                .completionStage(() -> workers.executeBlocking(work, false)
                        .onComplete(done -> waiting.decrementAndGet())
                        .toCompletionStage());
    }
}
