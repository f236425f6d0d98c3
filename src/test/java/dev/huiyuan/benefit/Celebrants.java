package dev.huiyuan.benefit;

import dev.huiyuan.shared.id.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Members by birthday and day of joining, straight in the tables: hundreds of them would take long over HTTP. */
@Singleton
class Celebrants {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final String MEMBER = """
            insert into member (id, member_no, state, birthday_month, birthday_day, points_joined_at, offers_joined_at,
                registered_at, confirmed_at, channel, birthday_lunar)
            values ($1, $2, $3, $4, $5, $6, $7, $6, case $3 when 'ACTIVE' then $6 end, 'test', $8)
            """;
    private static final String STANDING =
            "insert into tier_standing (member_id, tier_code, since) values ($1, $2, $3)";

    private final Pool pool;
    private final Ids ids;

    Celebrants(Pool pool, Ids ids) {
        this.pool = pool;
        this.ids = ids;
    }

    /** How a member differs from an active one of the lowest tier who wants offers. */
    record Traits(String state, String tier, boolean offers, boolean byMoon) {
        static final Traits PLAIN = new Traits("ACTIVE", "member", true);
        static final Traits LUNAR = new Traits("ACTIVE", "member", true, true);

        Traits(String state, String tier, boolean offers) {
            this(state, tier, offers, false);
        }
    }

    UUID join(MonthDay birthday, LocalDate joinedOn) {
        return join(birthday, joinedOn, Traits.PLAIN);
    }

    /** @param joinedOn in the programme's zone: the instant is its noon in Shanghai */
    UUID join(MonthDay birthday, LocalDate joinedOn, Traits traits) {
        return join(birthday.getMonthValue(), birthday.getDayOfMonth(), joinedOn, traits);
    }

    UUID join(int month, int day, LocalDate joinedOn, Traits traits) {
        UUID id = ids.next();
        var joinedAt = joinedOn.atTime(4, 0).atOffset(ZoneOffset.UTC);
        long number = ThreadLocalRandom.current().nextLong(100_000_000_000L, 999_999_999_999L);
        await(pool.preparedQuery(MEMBER)
                .execute(Tuple.tuple()
                        .addUUID(id)
                        .addString(Long.toString(number))
                        .addString(traits.state)
                        .addShort((short) month)
                        .addShort((short) day)
                        .addOffsetDateTime(joinedAt)
                        .addOffsetDateTime(traits.offers ? joinedAt : null)
                        .addBoolean(traits.byMoon))
                .chain(() -> pool.preparedQuery(STANDING).execute(Tuple.of(id, traits.tier, joinedAt))));
        return id;
    }

    /** A member's grants: the day they were made by benefit year. */
    Map<Integer, LocalDate> grants(UUID memberId) {
        return await(pool.preparedQuery(
                        "select benefit_year, granted_on from benefit_grant where member_id = $1 and not carried")
                .execute(Tuple.of(memberId))
                .map(rows -> {
                    Map<Integer, LocalDate> grants = new TreeMap<>();
                    rows.forEach(row -> grants.put(row.getInteger(0), row.getLocalDate(1)));
                    return grants;
                }));
    }

    /** How many coupons of a template a member has. */
    long coupons(UUID memberId, String template) {
        return await(pool.preparedQuery("""
                        select count(*) from coupon c join coupon_template t on t.id = c.template_id
                        where c.member_id = $1 and t.code = $2
                        """)
                .execute(Tuple.of(memberId, template))
                .map(rows -> rows.iterator().next().getLong(0)));
    }

    void execute(String sql, Object... values) {
        await(pool.preparedQuery(sql).execute(Tuple.from(values)));
    }

    static <T> T await(Uni<T> work) {
        return work.await().atMost(TIMEOUT);
    }
}
