package dev.huiyuan.points.claim;

import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.points.OrderReference;
import dev.huiyuan.points.PointsLedger;
import dev.huiyuan.points.core.BusinessKey;
import dev.huiyuan.points.core.LedgerEntry;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.id.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds the one business key of a claimed order. A receipt may show the business date or not, and the till's reference
 * has it or not: an order must not be credited under both.
 */
@ApplicationScoped
class ClaimKeys {
    /** Numbers restart every day at most: the same number so close in time is the same order. */
    private static final Duration SAME_ORDER = Duration.ofHours(12);

    private static final UUID NOBODY = new UUID(0, 0);

    private static final String LOCK = "select pg_advisory_xact_lock(hashtextextended($1, 0))";
    private static final String CREDITED = """
            select b.ref from unnest($2::text[], $3::boolean[]) as k (ref, exact)
            join business_key b on b.source = $1 and b.ref = k.ref and b.kind = 'ACCRUAL'
            join points_entry e on e.member_id = b.member_id and e.id = b.entry_id
            where k.exact or e.occurred_at > $4 and e.occurred_at < $5
            order by k.exact desc, b.ref limit 1
            """;
    private static final String TAKE = """
            insert into business_key (source, ref, kind, member_id, entry_id, amount, alias)
            select $1, k.ref, 'ACCRUAL', $3, $4, $5, true from unnest($2::text[]) as k (ref)
            on conflict do nothing returning ref
            """;
    private static final String POINT = """
            update business_key set member_id = $3, entry_id = $4
            where source = $1 and ref = any($2) and kind = 'ACCRUAL' and alias
            """;
    private static final String FREE =
            "delete from business_key where source = $1 and ref = any($2) and kind = 'ACCRUAL' and alias";

    private final ProgrammeService programme;
    private final UnclaimedOrderTable orders;
    private final PointsLedger accounts;
    private final Ids ids;

    ClaimKeys(ProgrammeService programme, UnclaimedOrderTable orders, PointsLedger accounts, Ids ids) {
        this.programme = programme;
        this.orders = orders;
        this.accounts = accounts;
        this.ids = ids;
    }

    /**
     * The key that a claim books under.
     *
     * @param reference the order as it is credited
     * @param aliases what else it may be called, taken for it in this transaction
     */
    record Taken(OrderReference reference, List<String> aliases) {}

    /** Waits for whoever claims an order of this number in the store, then reads what the till reported of it. */
    Uni<Optional<UnclaimedOrder>> report(SqlConnection connection, Claim claim) {
        OrderReference asked = claim.reference();
        return connection
                .preparedQuery(LOCK)
                .execute(Tuple.of("claim " + asked.storeId() + " " + asked.orderRef()))
                .chain(() -> orders.find(connection, asked.storeId(), called(claim, null), window(claim)));
    }

    /**
     * Decides under which key a claim is booked: where the order is credited already, under that one, which the ledger
     * refuses or answers with; else as the till reported it; else as the member calls it.
     */
    Uni<Taken> take(SqlConnection connection, Claim claim, @Nullable UnclaimedOrder report) {
        return credited(connection, claim, report)
                .chain(credited -> credited.isPresent()
                        ? Uni.createFrom().item(credited.get())
                        : takeFree(connection, claim, report));
    }

    private Uni<Taken> takeFree(SqlConnection connection, Claim claim, @Nullable UnclaimedOrder report) {
        if (report != null) return Uni.createFrom().item(new Taken(report.reference(), List.of()));
        // All names at once, in the order of everybody: the ledger takes its own again.
        List<BusinessKey> names = names(claim);
        return accounts.keepKeys(connection, names)
                .chain(() -> connection.preparedQuery(TAKE).execute(aliases(claim)))
                .chain(rows -> {
                    Taken taken = new Taken(claim.reference(), refs(rows));
                    boolean all = isUndated(claim) || rows.rowCount() == 1;
                    return all ? Uni.createFrom().item(taken) : recheck(connection, claim, taken);
                });
    }

    private List<BusinessKey> names(Claim claim) {
        OrderReference asked = claim.reference();
        return isUndated(claim)
                ? asked.accrualKeys(localDate(claim))
                : List.of(asked.accrualKey(), dated(asked, null).accrualKey());
    }

    /** The number alone for an order that is claimed with its date; the other way round the ledger itself takes both. */
    private Tuple aliases(Claim claim) {
        String[] others = isUndated(claim)
                ? new String[0]
                : new String[] {claim.reference().orderRef()};
        return Tuple.tuple()
                .addString(claim.reference().accrualKey().source())
                .addArrayOfString(others)
                .addUUID(NOBODY)
                .addUUID(ids.next())
                .addLong(claim.amountFen());
    }

    private static boolean isUndated(Claim claim) {
        return claim.reference().businessDate() == null;
    }

    /** Another name is somebody's: of this order in the meantime, or of an older one, which is no matter. */
    private Uni<Taken> recheck(SqlConnection connection, Claim claim, Taken taken) {
        return credited(connection, claim, null)
                .chain(credited -> credited.isEmpty()
                        ? Uni.createFrom().item(taken)
                        : free(connection, taken).replaceWith(credited.get()));
    }

    private Uni<Optional<Taken>> credited(SqlConnection connection, Claim claim, @Nullable UnclaimedOrder report) {
        Map<String, Name> names = called(claim, report);
        Tuple values = Tuple.tuple()
                .addString(claim.reference().accrualKey().source())
                .addArrayOfString(names.keySet().toArray(String[]::new))
                .addArrayOfBoolean(names.values().stream().map(Name::exact).toArray(Boolean[]::new))
                .addValue(timestamp(window(claim).from()))
                .addValue(timestamp(window(claim).until()));
        return connection
                .preparedQuery(CREDITED)
                .execute(values)
                .map(rows -> refs(rows).stream()
                        .map(names::get)
                        .map(name -> new Taken(name.reference(), List.of()))
                        .findFirst());
    }

    /** Points the aliases at the entry that was booked. */
    Uni<Void> point(SqlConnection connection, Taken taken, LedgerEntry entry) {
        if (taken.aliases().isEmpty()) return Uni.createFrom().voidItem();
        Tuple values = Tuple.of(source(taken), array(taken.aliases()), entry.memberId(), entry.id());
        return connection.preparedQuery(POINT).execute(values).replaceWithVoid();
    }

    /** Gives the aliases back after a refusal. */
    Uni<Void> free(SqlConnection connection, Taken taken) {
        if (taken.aliases().isEmpty()) return Uni.createFrom().voidItem();
        return connection
                .preparedQuery(FREE)
                .execute(Tuple.of(source(taken), array(taken.aliases())))
                .replaceWithVoid();
    }

    /**
     * A name of an order.
     *
     * @param reference the reference
     * @param exact whether it is the claimed order whenever it happened, rather than only about that time
     */
    record Name(OrderReference reference, boolean exact) {}

    /** A time in which the same number is the same order; both ends excluded. */
    record Window(Instant from, Instant until) {
        Instant middle() {
            return from.plus(SAME_ORDER);
        }
    }

    private static Window window(Claim claim) {
        return new Window(
                claim.occurredAt().minus(SAME_ORDER), claim.occurredAt().plus(SAME_ORDER));
    }

    /**
     * What the claimed order may be called, by its reference: as reported, as claimed, without a date; and where the
     * receipt shows no date, with that of its day, or of the day before where a night belongs to that.
     */
    private Map<String, Name> called(Claim claim, @Nullable UnclaimedOrder report) {
        OrderReference asked = claim.reference();
        OrderReference known = report == null ? asked : report.reference();
        Map<String, Name> names = new LinkedHashMap<>();
        names.put(known.ref(), new Name(known, true));
        if (asked.businessDate() == null) {
            OrderReference today = today(claim);
            names.putIfAbsent(today.ref(), new Name(today, report == null));
            OrderReference before = dated(asked, localDate(claim).minusDays(1));
            names.putIfAbsent(before.ref(), new Name(before, false));
        }
        OrderReference undated = dated(asked, null);
        names.putIfAbsent(undated.ref(), new Name(undated, false));
        return names;
    }

    private OrderReference today(Claim claim) {
        return dated(claim.reference(), localDate(claim));
    }

    private LocalDate localDate(Claim claim) {
        return LocalDate.ofInstant(claim.occurredAt(), programme.zone());
    }

    private static OrderReference dated(OrderReference order, @Nullable LocalDate date) {
        return new OrderReference(order.storeId(), order.orderRef(), date);
    }

    private static String source(Taken taken) {
        return taken.reference().accrualKey().source();
    }

    private static String[] array(Collection<String> refs) {
        return refs.toArray(String[]::new);
    }

    private static List<String> refs(RowSet<Row> rows) {
        return rows.stream().map(row -> row.getString("ref")).toList();
    }
}
