package dev.huiyuan.points.correction;

import dev.huiyuan.points.core.LedgerEntry;
import dev.huiyuan.shared.merge.MergePart;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

/** Whoever else merges something when accounts merge. */
@ApplicationScoped
class MergeParts {
    private final List<MergePart> parts;

    MergeParts(@Any Instance<MergePart> parts) {
        this.parts = parts.stream().toList();
    }

    /** @param left the entry with which the points left; it names both accounts, also where they had moved before */
    Uni<Void> merged(SqlConnection connection, LedgerEntry left) {
        return each(part -> part.merged(connection, left.memberId(), counterpart(left)));
    }

    /** @param back the entry with which the points came back */
    Uni<Void> separated(SqlConnection connection, LedgerEntry back) {
        return each(part -> part.separated(connection, back.memberId(), counterpart(back)));
    }

    private static UUID counterpart(LedgerEntry entry) {
        return Objects.requireNonNull(entry.explanation().counterpart(), "a merge without its other account");
    }

    private Uni<Void> each(Function<MergePart, Uni<Void>> work) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (MergePart part : parts) all = all.chain(() -> work.apply(part));
        return all;
    }
}
