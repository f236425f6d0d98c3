package dev.huiyuan.programme;

import static dev.huiyuan.shared.sql.SqlTypes.instant;

import dev.huiyuan.shared.json.Json;
import dev.huiyuan.shared.problem.ProblemCode;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Answers what the brand's rules are, from memory. */
@ApplicationScoped
public class ProgrammeService {
    private static final Logger LOG = Logger.getLogger(ProgrammeService.class);
    private static final Duration START_TIMEOUT = Duration.ofSeconds(20);

    private static final String READ_VERSIONS =
            "select version, effective_from, document::text as document from programme_version where withdrawn_at is null order by effective_from desc";
    private static final String READ_STORES = """
            select store_id, effective_from, code, name, city, address, open from programme_store_version
            where withdrawn_at is null order by effective_from desc
            """;
    private static final String READ_CODES = "select code, store_id from programme_store_code";

    private final Pool pool;
    private final Json json;
    private final Clock clock;
    private final Vertx vertx;
    private final ProgrammeConfig config;
    private final AtomicLong reads = new AtomicLong();
    private volatile Snapshot snapshot = new Snapshot(0, List.of(), Map.of(), Map.of());
    private long timer = -1;

    ProgrammeService(Pool pool, Json json, Clock clock, Vertx vertx, ProgrammeConfig config) {
        this.pool = pool;
        this.json = json;
        this.clock = clock;
        this.vertx = vertx;
        this.config = config;
    }

    /**
     * @param read the number of the read that it comes from
     * @param versions latest first
     * @param codes all that stores have or had
     */
    private record Snapshot(
            long read, List<ProgrammeVersion> versions, Map<UUID, StoreHistory> stores, Map<String, UUID> codes) {}

    /** The rules that hold at an instant; before the first version, the first one. */
    public ProgrammeVersion at(Instant instant) {
        List<ProgrammeVersion> versions = snapshot.versions;
        if (versions.isEmpty()) throw ProblemCode.OVERLOADED.with().retryAfter(1);
        for (ProgrammeVersion version : versions) {
            if (!version.effectiveFrom().isAfter(instant)) return version;
        }
        return versions.getLast();
    }

    /** All versions, also those that hold no longer or not yet; latest first. */
    public List<ProgrammeVersion> versions() {
        return snapshot.versions;
    }

    /** The rules that hold now. */
    public Programme current() {
        return at(clock.instant()).rules();
    }

    /** The time zone of calendar rules now. */
    public ZoneId zone() {
        return current().zone();
    }

    /** A store that takes orders; problem {@code store-unknown} for any other. */
    public Store requireStore(UUID id) {
        return store(id).filter(Store::open).orElseThrow(ProblemCode.STORE_UNKNOWN::with);
    }

    /**
     * A store that took orders at an instant, whatever it does since; problem {@code store-unknown} for any other, also for
     * one that had not opened yet.
     */
    public Store requireStore(UUID id, Instant at) {
        return store(id, at).filter(Store::open).orElseThrow(ProblemCode.STORE_UNKNOWN::with);
    }

    /** A store as it is now; empty before its first version. */
    public Optional<Store> store(UUID id) {
        return store(id, clock.instant());
    }

    /** A store as it was at an instant; empty before its first version. */
    public Optional<Store> store(UUID id, Instant at) {
        return Optional.ofNullable(snapshot.stores.get(id)).flatMap(history -> history.at(at));
    }

    /** Stores by their codes, also those that they had or shall have: rules of any age may call them so. */
    public Map<String, UUID> storesByCode() {
        return snapshot.codes;
    }

    /** All stores, also those that open later: what is prepared may name them. */
    public Set<UUID> storeIds() {
        return snapshot.stores.keySet();
    }

    /** All stores as they are now, by code. */
    public List<Store> stores() {
        Instant now = clock.instant();
        return snapshot.stores.values().stream()
                .flatMap(history -> history.at(now).stream())
                .sorted(java.util.Comparator.comparing(Store::code))
                .toList();
    }

    /** Reads rules and stores again. */
    public Uni<Void> refresh() {
        return Uni.createFrom().deferred(() -> read(reads.incrementAndGet()));
    }

    private Uni<Void> read(long number) {
        return pool.query(READ_STORES)
                .execute()
                .map(ProgrammeService::histories)
                .chain(stores -> pool.query(READ_CODES)
                        .execute()
                        .map(ProgrammeService::codes)
                        .chain(codes -> versions(codes)
                                .invoke(versions -> keep(new Snapshot(number, versions, stores, codes)))))
                .replaceWithVoid();
    }

    private Uni<List<ProgrammeVersion>> versions(Map<String, UUID> codes) {
        return pool.query(READ_VERSIONS)
                .execute()
                .map(rows -> rows.stream().map(row -> version(row, codes)).toList());
    }

    /** A read that was overtaken by a later one must not bring the old state back. */
    private synchronized void keep(Snapshot fresh) {
        if (fresh.read > snapshot.read) snapshot = fresh;
    }

    /** Early: what starts later may ask for rules. Blocks the start, as nothing works without rules. */
    void start(@Observes @Priority(100) StartupEvent event) {
        if (config.activationLead().compareTo(config.refreshInterval().multipliedBy(2)) <= 0) {
            throw new IllegalStateException(
                    "huiyuan.programme.activation-lead is not more than two of huiyuan.programme.refresh-interval");
        }
        refresh().await().atMost(START_TIMEOUT);
        timer = vertx.setPeriodic(config.refreshInterval().toMillis(), id -> refreshQuietly());
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer);
    }

    private void refreshQuietly() {
        refresh()
                .subscribe()
                .with(
                        done -> {},
                        failure -> LOG.warnf("the programme could not be read again: %s", failure.getMessage()));
    }

    private static Map<String, UUID> codes(RowSet<Row> rows) {
        return rows.stream().collect(Collectors.toMap(row -> row.getString("code"), row -> row.getUUID("store_id")));
    }

    private static Map<UUID, StoreHistory> histories(RowSet<Row> rows) {
        Map<UUID, List<StoreHistory.From>> states = rows.stream()
                .map(row -> new StoreHistory.From(instant(row, "effective_from"), StoreTable.store(row)))
                .collect(Collectors.groupingBy(state -> state.store().id()));
        return states.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, store -> new StoreHistory(store.getValue())));
    }

    private ProgrammeVersion version(Row row, Map<String, UUID> codes) {
        Programme rules = json.read(row.getString("document"), Programme.class);
        return new ProgrammeVersion(
                row.getInteger("version"), instant(row, "effective_from"), rules, new Occasions(rules, codes));
    }
}
