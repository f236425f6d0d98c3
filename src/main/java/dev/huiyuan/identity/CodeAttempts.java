package dev.huiyuan.identity;

import dev.huiyuan.shared.sql.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * Limits how often codes may be guessed. An attempt is counted before the code is looked at, in a transaction of its own,
 * and given back when the code was good: many at once get no further than one after another.
 */
@ApplicationScoped
public class CodeAttempts {
    private static final Duration HOUR = Duration.ofHours(1);

    private final Limits limits;
    private final Transactions transactions;

    CodeAttempts(Limits limits, Transactions transactions) {
        this.limits = limits;
        this.transactions = transactions;
    }

    /**
     * Counts an attempt.
     *
     * @param kind what is guessed, such as {@code coupon-code}
     * @param most how many wrong ones an hour allows
     * @param subject who guesses: a till, a member
     * @return problem {@code too-many-requests} past the limit
     */
    public Uni<Void> count(String kind, int most, String subject) {
        return transactions.run(connection -> limits.take(connection, limit(kind, most), subject));
    }

    /** Gives an attempt back whose code was good. */
    public Uni<Void> giveBack(String kind, int most, String subject) {
        return transactions.run(connection -> limits.giveBack(connection, limit(kind, most), subject));
    }

    private static Limits.Limit limit(String kind, int most) {
        return new Limits.Limit(kind, most, HOUR, false);
    }
}
