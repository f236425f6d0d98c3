package dev.huiyuan.shared.sql;

import dev.huiyuan.shared.problem.Outages;
import dev.huiyuan.shared.problem.ProblemCode;
import io.smallrye.mutiny.TimeoutException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.stream.Stream;

/** A lost database, whether it was asked in a transaction of ours, on the pool or by Hibernate, which wraps. */
@ApplicationScoped
class DatabaseOutages implements Outages {
    private static final int MOST_CAUSES = 10;

    @Override
    public Optional<ProblemCode> meaning(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(MOST_CAUSES)
                .map(DatabaseOutages::ofOne)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<ProblemCode> ofOne(Throwable cause) {
        return cause instanceof TimeoutException ? Optional.of(ProblemCode.OUTCOME_UNKNOWN) : DatabaseLoss.of(cause);
    }
}
