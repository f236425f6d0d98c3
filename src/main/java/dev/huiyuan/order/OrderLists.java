package dev.huiyuan.order;

import static dev.huiyuan.shared.sql.SqlTypes.timestamp;
import static dev.huiyuan.shared.sql.SqlTypes.timestampOrNull;

import dev.huiyuan.member.MemberDirectory;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.paging.Cursor;
import dev.huiyuan.shared.paging.Page;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lists of orders, also of those from before a merge. */
@ApplicationScoped
class OrderLists {
    private static final int MONTH_LENGTH = "yyyy-MM".length();

    /** A pending order past its time is listed as what it is, whether or not a job has marked it. */
    private static final String LIST = """
            with recursive person (member_id) as (
                select $1::uuid union select a.member_id from order_alias a join person p on a.into_id = p.member_id)
            select
            """ + OrderTable.COLUMNS + """
             from person p join order_bill b on b.member_id = p.member_id
            where b.id < $2 and ($3::uuid[] is null or b.store_id = any($3))
                and ($4::text is null or $4 = case when b.state = 'PENDING' and b.expires_at <= $7 then 'TIMED_OUT'
                    else b.state end)
                and ($5::timestamptz is null or b.occurred_at >= $5) and ($6::timestamptz is null or b.occurred_at < $6)
            order by b.id desc limit $8
            """;

    private final Pool pool;
    private final MemberDirectory members;
    private final ProgrammeService programme;
    private final Clock clock;

    OrderLists(Pool pool, MemberDirectory members, ProgrammeService programme, Clock clock) {
        this.pool = pool;
        this.members = members;
        this.programme = programme;
        this.clock = clock;
    }

    /**
     * What is asked for.
     *
     * @param month the month in which it happened, {@code yyyy-MM}
     */
    record Query(
            @Nullable OrderState state,
            @Nullable String month,
            int limit,
            @Nullable String cursor) {}

    /** A member's own orders. */
    Uni<Page<OrderSummary>> own(UUID memberId, Query query) {
        return list(memberId, null, query);
    }

    /** A member's orders in the stores of a caller; problem {@code member-not-found}. */
    Uni<Page<OrderSummary>> of(Caller caller, UUID memberId, Query query) {
        UUID[] stores = caller.allStores() ? null : caller.storeIds().toArray(UUID[]::new);
        return pool.withConnection(connection -> members.facts(connection, List.of(memberId)))
                .invoke(facts -> {
                    if (!facts.containsKey(memberId)) throw ProblemCode.MEMBER_NOT_FOUND.with();
                })
                .chain(() -> list(memberId, stores, query));
    }

    private Uni<Page<OrderSummary>> list(UUID memberId, UUID @Nullable [] stores, Query query) {
        Instant now = clock.instant();
        ZoneId zone = programme.zone();
        YearMonth month = month(query.month);
        return pool.preparedQuery(LIST)
                .execute(Tuple.from(Arrays.asList(
                        memberId,
                        Cursor.decode(query.cursor),
                        stores,
                        query.state == null ? null : query.state.name(),
                        month == null ? null : timestamp(start(month, zone)),
                        timestampOrNull(month == null ? null : start(month.plusMonths(1), zone)),
                        timestamp(now),
                        query.limit + 1)))
                .map(rows -> rows.stream().map(OrderTable::bill).toList())
                .map(bills -> Page.of(bills, query.limit, OrderBill::id))
                .map(page -> page.map(bill -> OrderSummary.of(bill, now, zone)));
    }

    private static Instant start(YearMonth month, ZoneId zone) {
        return month.atDay(1).atStartOfDay(zone).toInstant();
    }

    private static @Nullable YearMonth month(@Nullable String text) {
        if (text == null) return null;
        try {
            if (text.length() == MONTH_LENGTH) return YearMonth.parse(text);
        } catch (DateTimeException malformed) {
            // Refused below, like whatever has another length.
        }
        throw ProblemException.ofField("month", "format", "yyyy-MM");
    }
}
