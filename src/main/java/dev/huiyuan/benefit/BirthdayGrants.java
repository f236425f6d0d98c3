package dev.huiyuan.benefit;

import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.coupon.CouponIssue;
import dev.huiyuan.coupon.CouponIssuer;
import dev.huiyuan.coupon.CouponSource;
import dev.huiyuan.coupon.IssuedCoupon;
import dev.huiyuan.programme.Programme;
import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.json.Json;
import dev.huiyuan.shared.outbox.Outbox;
import dev.huiyuan.shared.outbox.OutboxEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** Grants birthday meals, a chunk of members at a time: {@link BirthdayRules} in SQL. */
@ApplicationScoped
class BirthdayGrants {
    /** The benefit's code in {@code benefit_grant}. */
    static final String BENEFIT = "birthday";
    /** Members a transaction at most. */
    static final int CHUNK = 500;

    /** Members are locked in the order of their ids, so that two runners follow each other and never deadlock. */
    private static final String DUE = """
            select m.id, t.tier_code
            from member m
                join tier_standing t on t.member_id = m.id
                cross join lateral (select (m.offers_joined_at at time zone $1::text)::date as day) joined
            where m.birthday_month = $2 and m.birthday_day = $3 and m.id > $4
                and m.state = 'ACTIVE' and t.tier_code = any($5)
                and case when joined.day < $6 then $6
                    when joined.day <= $7 then joined.day + $8::int end <= $9
                and not exists (select from benefit_grant g
                    where g.member_id = m.id and g.benefit_code = 'birthday'
                        and (g.benefit_year = $10 or g.granted_on > $11))
            order by m.id limit $12
            for no key update of m
            """;

    private static final String GRANT = """
            insert into benefit_grant
                (member_id, benefit_code, benefit_year, granted_for, granted_on, granted_at, coupon_id)
            select member_id, 'birthday', $3, $4, $5, $6, coupon_id
            from unnest($1::uuid[], $2::uuid[]) as new (member_id, coupon_id)
            on conflict do nothing
            returning member_id
            """;

    private final CouponIssuer coupons;
    private final Outbox outbox;
    private final Json json;
    private final Ids ids;
    private final Clock clock;

    BirthdayGrants(CouponIssuer coupons, Outbox outbox, Json json, Ids ids, Clock clock) {
        this.coupons = coupons;
        this.outbox = outbox;
        this.json = json;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * What to grant in one chunk.
     *
     * @param after the last member of the chunk before
     * @param today the date that the run is for
     */
    record Chunk(Programme rules, BirthdayOccasion occasion, UUID after, LocalDate today) {}

    /**
     * What a chunk did.
     *
     * @param last the last member that was due
     * @param due how many were due
     * @param granted who got the meal
     */
    record Done(UUID last, int due, Set<UUID> granted) {
        boolean isLast() {
            return due < CHUNK;
        }
    }

    /** Grants one chunk in the caller's transaction. Who gets no coupon (stock, a closed template) gets no grant. */
    Uni<Done> grant(SqlConnection connection, Chunk chunk) {
        return due(connection, chunk)
                .chain(issues -> coupons.issue(connection, issues)
                        .chain(issued -> store(connection, chunk, issued))
                        .map(granted -> new Done(
                                issues.isEmpty()
                                        ? chunk.after
                                        : issues.getLast().memberId(),
                                issues.size(),
                                granted)));
    }

    private Uni<List<CouponIssue>> due(SqlConnection connection, Chunk chunk) {
        Programme.Birthday birthday = chunk.rules.birthday();
        BirthdayOccasion occasion = chunk.occasion;
        return connection
                .preparedQuery(DUE)
                .execute(Tuple.from(List.of(
                        chunk.rules.zone().getId(),
                        (short) occasion.month(),
                        (short) occasion.day(),
                        chunk.after,
                        birthday.templatesByTier().keySet().toArray(String[]::new),
                        occasion.celebratedOn().minusDays(birthday.daysAhead()),
                        BirthdayRules.endOfMonth(occasion.celebratedOn()),
                        birthday.daysAhead(),
                        chunk.today,
                        (short) occasion.benefitYear(),
                        chunk.today.minusDays(birthday.daysBetween()),
                        CHUNK)))
                .map(rows -> issues(rows, occasion, birthday.templatesByTier()));
    }

    private static List<CouponIssue> issues(
            RowSet<Row> rows, BirthdayOccasion occasion, Map<String, String> templatesByTier) {
        List<CouponIssue> issues = new ArrayList<>(rows.size());
        for (Row row : rows) {
            issues.add(new CouponIssue(
                    row.getUUID("id"),
                    Objects.requireNonNull(templatesByTier.get(row.getString("tier_code"))),
                    CouponSource.BIRTHDAY,
                    BENEFIT + ":" + occasion.benefitYear()));
        }
        return issues;
    }

    private Uni<Set<UUID>> store(SqlConnection connection, Chunk chunk, List<IssuedCoupon> issued) {
        if (issued.isEmpty()) return Uni.createFrom().item(Set.of());
        BirthdayOccasion occasion = chunk.occasion;
        Instant now = clock.instant();
        return connection
                .preparedQuery(GRANT)
                .execute(Tuple.from(List.of(
                        issued.stream().map(IssuedCoupon::memberId).toArray(UUID[]::new),
                        issued.stream().map(IssuedCoupon::id).toArray(UUID[]::new),
                        (short) occasion.benefitYear(),
                        occasion.celebratedOn(),
                        chunk.today,
                        timestamp(now))))
                .map(BirthdayGrants::memberIds)
                .call(granted -> outbox.append(connection, events(issued, granted, occasion, now)));
    }

    private static Set<UUID> memberIds(RowSet<Row> rows) {
        Set<UUID> granted = HashSet.newHashSet(rows.size());
        for (Row row : rows) granted.add(row.getUUID("member_id"));
        return granted;
    }

    private List<OutboxEvent> events(
            List<IssuedCoupon> issued, Set<UUID> granted, BirthdayOccasion occasion, Instant now) {
        return issued.stream()
                .filter(coupon -> granted.contains(coupon.memberId()))
                .map(coupon -> new OutboxEvent(
                        ids.next(),
                        BenefitGranted.TOPIC,
                        coupon.memberId(),
                        json.text(new BenefitGranted(
                                BENEFIT, occasion.benefitYear(), coupon.id(), coupon.templateCode())),
                        now))
                .toList();
    }
}
