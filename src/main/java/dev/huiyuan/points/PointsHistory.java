package dev.huiyuan.points;

import dev.huiyuan.member.MemberDirectory;
import dev.huiyuan.points.core.Balance;
import dev.huiyuan.points.core.EntryType;
import dev.huiyuan.points.core.LedgerEntry;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.paging.Cursor;
import dev.huiyuan.shared.paging.Page;
import dev.huiyuan.shared.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A member's balance and history. */
@ApplicationScoped
class PointsHistory {
    private final PointsQueries queries;
    private final MemberDirectory members;
    private final ProgrammeService programme;
    private final Pool pool;
    private final Clock clock;

    PointsHistory(PointsQueries queries, MemberDirectory members, ProgrammeService programme, Pool pool, Clock clock) {
        this.queries = queries;
        this.members = members;
        this.programme = programme;
        this.pool = pool;
        this.clock = clock;
    }

    /**
     * How a history is asked for.
     *
     * @param type only entries of this type
     * @param month only entries that happened in this month, {@code yyyy-MM}
     * @param limit the page's size
     * @param cursor where the page starts
     */
    record Query(
            @Nullable EntryType type,
            @Nullable String month,
            int limit,
            @Nullable String cursor) {}

    /** A member's points now; problem {@code member-not-found}. */
    Uni<PointsResponse> points(UUID memberId) {
        return queries.standing(memberId, clock.instant())
                .chain(standing -> standing.isPresent()
                        ? Uni.createFrom().item(response(memberId, standing.get()))
                        : requireMember(memberId).map(known -> response(memberId, EMPTY)));
    }

    private static final PointsQueries.Standing EMPTY = new PointsQueries.Standing(Balance.ZERO, null, List.of());

    private PointsResponse response(UUID memberId, PointsQueries.Standing standing) {
        ZoneId zone = programme.zone();
        return new PointsResponse(
                memberId,
                null,
                BalanceResponse.of(standing.balance()),
                standing.expiring().stream()
                        .map(expiring -> expiring(expiring, zone))
                        .toList());
    }

    private static ExpiringPoints expiring(PointsQueries.Expiring expiring, ZoneId zone) {
        Instant at = expiring.expiresAt();
        if (at == null) return new ExpiringPoints(null, null, expiring.points());
        OffsetDateTime expiresAt = at.atZone(zone).toOffsetDateTime();
        return new ExpiringPoints(expiresAt, expiresAt.minusNanos(1).toLocalDate(), expiring.points());
    }

    /** A page of a member's history; problems {@code member-not-found}, {@code cursor-invalid}. */
    Uni<Page<EntryResponse>> entries(UUID memberId, Query query, Locale language) {
        UUID before = Cursor.decode(query.cursor());
        return queries.entries(memberId, before, filter(query), query.limit() + 1)
                .call(rows -> rows.isEmpty()
                        ? requireMember(memberId)
                        : Uni.createFrom().voidItem())
                .map(rows -> page(rows, query.limit(), language));
    }

    /** Pages are cut by id; within one, entries stand in the order in which the balances followed each other. */
    private Page<EntryResponse> page(List<LedgerEntry> rows, int limit, Locale language) {
        ZoneId zone = programme.zone();
        Page<LedgerEntry> page = Page.of(rows, limit, LedgerEntry::id);
        List<EntryResponse> items = page.items().stream()
                .sorted(Comparator.comparingLong(LedgerEntry::seq).reversed())
                .map(entry -> EntryResponse.of(entry, zone, language))
                .toList();
        return new Page<>(items, page.nextCursor());
    }

    private PointsQueries.Filter filter(Query query) {
        if (query.month() == null) return new PointsQueries.Filter(query.type(), null, null);
        ZoneId zone = programme.zone();
        YearMonth month = Months.parse(query.month());
        return new PointsQueries.Filter(
                query.type(), Months.start(month, zone), Months.start(month.plusMonths(1), zone));
    }

    /** Problem {@code member-not-found} where there is no such member. */
    Uni<Boolean> requireMember(UUID memberId) {
        return pool.withConnection(connection -> members.facts(connection, List.of(memberId)))
                .map(facts -> {
                    if (!facts.containsKey(memberId)) throw ProblemCode.MEMBER_NOT_FOUND.with();
                    return true;
                });
    }
}
