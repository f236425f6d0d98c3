package dev.huiyuan.benefit;

import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.shared.paging.Cursor;
import dev.huiyuan.shared.paging.Page;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * Compares grants with uses. A grant's use is that of its coupon; what needs no grant is used by itself. Reads what
 * points and coupons wrote, and writes nothing.
 */
@ApplicationScoped
class BenefitReport {
    /** A coupon was used again without having been returned, which its history would show. */
    private static final String USED_AGAIN = """
            (select count(*) filter (where e.type = 'USED') - count(*) filter (where e.type = 'RETURNED') > 1
                from coupon_event e where e.member_id = c.member_id and e.coupon_id = c.id)
            """;
    /** {@code $1} the first day of the month, {@code $2} of the next one. */
    private static final String GRANTED = """
            with granted as (
                select member_id, benefit_code as benefit, coupon_id from benefit_grant
                where granted_on >= $1 and granted_on < $2 and not carried
                union all
                select member_id, 'occasion:' || occasion_code, coupon_id from benefit_occasion_grant
                where granted_on >= $1 and granted_on < $2)
            """;

    private static final String ENDED = "c.state = 'EXPIRED' or c.state = 'ISSUED' and c.expires_at <= $3";

    private static final String LINES = GRANTED + """
            select g.benefit, c.used_store_id as store_id, count(*) as granted,
                count(*) filter (where c.state = 'USED') as used, count(*) filter (where ENDED) as never_used,
                count(*) filter (where c.used_at is not null and AGAIN) as used_twice, 0::bigint as reversed,
                0::bigint as amount_fen
            from granted g join coupon c on c.member_id = g.member_id and c.id = g.coupon_id
            group by g.benefit, c.used_store_id
            union all
            select u.benefit_code, u.store_id, 0, count(*) filter (where u.reversed_at is null), 0,
                (count(*) filter (where u.reversed_at is null)
                    - count(distinct (u.member_id, case u.kind when 'FREE_ITEM' then u.used_on::text else u.bill_key end))
                        filter (where u.reversed_at is null)),
                count(u.reversed_at), coalesce(sum(u.amount_fen) filter (where u.reversed_at is null), 0)::bigint
            from benefit_use u where u.used_on >= $1 and u.used_on < $2 and $3::timestamptz is not null
            group by u.benefit_code, u.store_id
            order by 1, 2 nulls first
            """.replace("ENDED", ENDED).replace("AGAIN", USED_AGAIN);
    private static final String NEVER_USED = GRANTED + """
            select c.id, c.member_id, g.benefit
            from granted g join coupon c on c.member_id = g.member_id and c.id = g.coupon_id
            where (ENDED) and c.id < $4 order by c.id desc limit $5
            """.replace("ENDED", ENDED);
    private static final String USED_TWICE = GRANTED + """
            select o.id, o.member_id, o.benefit from (
                select c.id, c.member_id, g.benefit
                from granted g join coupon c on c.member_id = g.member_id and c.id = g.coupon_id
                where c.used_at is not null and AGAIN
                union all
                select u.id, u.member_id, u.benefit_code from benefit_use u
                where u.used_on >= $1 and u.used_on < $2 and u.reversed_at is null and exists (
                    select from benefit_use v
                    where v.member_id = u.member_id and v.benefit_code = u.benefit_code
                        and (v.bill_key = u.bill_key or u.kind = 'FREE_ITEM' and v.used_on = u.used_on) and v.reversed_at is null and v.id < u.id)) o
            where o.id < $4 and $3::timestamptz is not null order by o.id desc limit $5
            """.replace("AGAIN", USED_AGAIN);

    private final Pool pool;
    private final Clock clock;

    BenefitReport(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /** What a list of offenders is about. */
    enum Offence {
        NEVER_USED,
        USED_TWICE
    }

    /** A month's lines, by benefit and store. */
    Uni<BenefitReportResponse> lines(YearMonth month) {
        return pool.preparedQuery(LINES)
                .execute(month(month))
                .map(rows -> new BenefitReportResponse(
                        month.toString(), rows.stream().map(BenefitReport::line).toList()));
    }

    /** What was granted in a month and never used, or used twice, latest first. */
    Uni<Page<BenefitOffender>> offenders(YearMonth month, Offence offence, @Nullable String cursor, int limit) {
        Tuple parameters = month(month).addUUID(Cursor.decode(cursor)).addInteger(limit + 1);
        return pool.preparedQuery(offence == Offence.NEVER_USED ? NEVER_USED : USED_TWICE)
                .execute(parameters)
                .map(rows -> Page.of(rows.stream().map(BenefitReport::offender).toList(), limit, BenefitOffender::id));
    }

    private Tuple month(YearMonth month) {
        return Tuple.tuple()
                .addLocalDate(month.atDay(1))
                .addLocalDate(month.plusMonths(1).atDay(1))
                .addOffsetDateTime(timestamp(clock.instant()));
    }

    private static BenefitReportLine line(Row row) {
        return new BenefitReportLine(
                row.getString("benefit"),
                row.getUUID("store_id"),
                row.getLong("granted"),
                row.getLong("used"),
                row.getLong("never_used"),
                row.getLong("used_twice"),
                row.getLong("reversed"),
                row.getLong("amount_fen"));
    }

    private static BenefitOffender offender(Row row) {
        return new BenefitOffender(row.getUUID("id"), row.getUUID("member_id"), row.getString("benefit"));
    }
}
