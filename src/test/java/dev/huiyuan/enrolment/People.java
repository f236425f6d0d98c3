package dev.huiyuan.enrolment;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.UUID;

/** Looks behind the API at what registrations left in the tables. */
@Singleton
class People {
    private final Pool pool;

    People(Pool pool) {
        this.pool = pool;
    }

    /** How many welcome coupons a member has. */
    long welcomeCoupons(UUID memberId) {
        return count(
                "select count(*) from coupon c join coupon_template t on t.id = c.template_id "
                        + "where c.member_id = $1 and t.code = 'WELCOME-20'",
                memberId);
    }

    /** Rows of each kind that every member has exactly once, multiplied. */
    long completeness(UUID memberId) {
        return count("""
                select (select count(*) from member where id = $1)
                    * (select count(*) from points_account where member_id = $1)
                    * (select count(*) from tier_standing where member_id = $1)
                """, memberId);
    }

    long members() {
        return count("select count(*) from member");
    }

    /** As when a membership is closed: phone and WeChat account are free again. */
    void release(UUID memberId) {
        await(pool.preparedQuery("delete from member_binding where member_id = $1")
                .execute(Tuple.of(memberId)));
    }

    private long count(String sql, Object... values) {
        return await(pool.preparedQuery(sql)
                .execute(Tuple.from(values))
                .map(rows -> rows.iterator().next().getLong(0)));
    }

    private static <T> T await(Uni<T> work) {
        return work.await().atMost(Duration.ofSeconds(20));
    }
}
