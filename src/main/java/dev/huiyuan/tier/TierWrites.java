package dev.huiyuan.tier;

import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.shared.json.Json;
import dev.huiyuan.shared.outbox.Outbox;
import dev.huiyuan.shared.outbox.OutboxEvent;
import dev.huiyuan.shared.sql.WriteSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Writes standings, their history and the events that tell of it, a statement a table. */
@ApplicationScoped
class TierWrites {
    private static final String STAND = """
            insert into tier_standing as s (member_id, tier_code, since, reason, base_code, grace_until, protection,
                protected_code, protected_until, grant_id, merged_into, merged_at, joint, brought_until)
            select r.member_id, r.tier_code, r.since, r.reason, r.base_code, r.grace_until, r.protection,
                r.protected_code, r.protected_until, r.grant_id, r.merged_into, r.merged_at, r.joint::jsonb,
                r.brought_until
            from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::text[], $5::text[], $6::date[],
                $7::text[], $8::text[], $9::date[], $10::uuid[], $11::uuid[], $12::timestamptz[], $13::text[],
                $14::date[]) as r (member_id, tier_code, since, reason, base_code, grace_until, protection,
                protected_code, protected_until, grant_id, merged_into, merged_at, joint, brought_until)
            on conflict (member_id) do update set tier_code = excluded.tier_code, since = excluded.since,
                reason = excluded.reason, base_code = excluded.base_code, grace_until = excluded.grace_until,
                protection = excluded.protection, protected_code = excluded.protected_code,
                protected_until = excluded.protected_until, grant_id = excluded.grant_id,
                merged_into = excluded.merged_into, merged_at = excluded.merged_at, joint = excluded.joint,
                brought_until = excluded.brought_until
            """;
    private static final String CHANGE = """
            insert into tier_change (member_id, id, from_code, to_code, reason, cause, spend_fen, visits, threshold_fen,
                threshold_visits, window_from, window_to, until, programme_version, entry_id, actor, reason_code, at)
            select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[],
                $8::int[], $9::bigint[], $10::int[], $11::date[], $12::date[], $13::date[], $14::int[], $15::uuid[],
                $16::text[], $17::text[], $18::timestamptz[])
            """;

    private final Outbox outbox;
    private final Json json;

    TierWrites(Outbox outbox, Json json) {
        this.outbox = outbox;
        this.json = json;
    }

    private record Owned(UUID memberId, Standing standing) {
        <T> @Nullable T ofProtection(Function<Standing.Protection, T> part) {
            Standing.Protection protection = standing.protection();
            return protection == null ? null : part.apply(protection);
        }

        /** When the first of the brought protections ends. */
        @Nullable
        LocalDate broughtUntil() {
            Standing.Joint joint = standing.joint();
            if (joint == null) return null;
            return joint.brought().stream()
                    .map(Standing.Protection::until)
                    .min(Comparator.naturalOrder())
                    .orElse(null);
        }

        @Nullable
        OffsetDateTime mergedAt() {
            Instant at = standing.mergedAt();
            return at == null ? null : timestamp(at);
        }
    }

    /** Adds what changed to what is written; nothing where nothing did. */
    void addTo(WriteSet writes, Collection<TierAccount> accounts) {
        List<Owned> standings = new ArrayList<>();
        List<TierChange> changes = new ArrayList<>();
        accounts.stream()
                .sorted(Comparator.comparing((TierAccount account) -> account.memberId))
                .forEach(account -> {
                    if (account.isChanged()) standings.add(new Owned(account.memberId, account.standing()));
                    changes.addAll(account.changes());
                });
        if (!standings.isEmpty()) stand(writes, standings);
        if (changes.isEmpty()) return;
        change(writes, changes);
        outbox.addTo(writes, changes.stream().map(this::event).toList());
    }

    private OutboxEvent event(TierChange change) {
        return new OutboxEvent(
                change.id(), change.reason().topic(), change.memberId(), json.text(TierEvent.of(change)), change.at());
    }

    private void stand(WriteSet writes, List<Owned> rows) {
        writes.add(
                STAND,
                rows.stream().map(Owned::memberId).toArray(UUID[]::new),
                texts(rows, row -> row.standing().code()),
                rows.stream().map(row -> timestamp(row.standing().since())).toArray(OffsetDateTime[]::new),
                texts(rows, row -> row.standing().reason()),
                texts(rows, row -> row.standing().baseCode()),
                days(rows, row -> row.standing().graceUntil()),
                texts(
                        rows,
                        row -> row.ofProtection(protection -> protection.kind().name())),
                texts(rows, row -> row.ofProtection(Standing.Protection::code)),
                days(rows, row -> row.ofProtection(Standing.Protection::until)),
                ids(rows, row -> row.ofProtection(Standing.Protection::grantId)),
                ids(rows, row -> row.standing().mergedInto()),
                all(rows, Owned::mergedAt, OffsetDateTime[]::new),
                texts(rows, this::joint),
                days(rows, Owned::broughtUntil));
    }

    private @Nullable String joint(Owned row) {
        Standing.Joint joint = row.standing().joint();
        return joint == null ? null : json.text(joint);
    }

    private static void change(WriteSet writes, List<TierChange> rows) {
        writes.add(
                CHANGE,
                ids(rows, TierChange::memberId),
                ids(rows, TierChange::id),
                texts(rows, TierChange::from),
                texts(rows, TierChange::to),
                texts(rows, row -> row.reason().name()),
                texts(rows, TierChange::cause),
                rows.stream().map(row -> row.figures().spendFen()).toArray(Long[]::new),
                rows.stream().map(row -> row.figures().visits()).toArray(Integer[]::new),
                rows.stream().map(TierChange::thresholdFen).toArray(Long[]::new),
                rows.stream().map(TierChange::thresholdVisits).toArray(Integer[]::new),
                days(rows, TierChange::windowFrom),
                days(rows, TierChange::windowTo),
                days(rows, TierChange::until),
                rows.stream().map(TierChange::programmeVersion).toArray(Integer[]::new),
                ids(rows, TierChange::entryId),
                texts(rows, TierChange::actor),
                texts(rows, TierChange::reasonCode),
                rows.stream().map(row -> timestamp(row.at())).toArray(OffsetDateTime[]::new));
    }

    private static <T> String[] texts(List<T> rows, Function<T, @Nullable String> column) {
        return all(rows, column, String[]::new);
    }

    private static <T> LocalDate[] days(List<T> rows, Function<T, @Nullable LocalDate> column) {
        return all(rows, column, LocalDate[]::new);
    }

    private static <T> UUID[] ids(List<T> rows, Function<T, @Nullable UUID> column) {
        return all(rows, column, UUID[]::new);
    }

    private static <T, V> V[] all(List<T> rows, Function<T, @Nullable V> column, IntFunction<V[]> array) {
        V[] values = array.apply(rows.size());
        for (int i = 0; i < values.length; i++) values[i] = column.apply(rows.get(i));
        return values;
    }
}
