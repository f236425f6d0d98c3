package dev.huiyuan.benefit;

import dev.huiyuan.shared.sql.SqlTypes;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;

/** Reads grants. */
@ApplicationScoped
class BenefitQueries {
    private static final int MAX_GRANTS = 20;

    private static final String GRANTS = """
            select benefit_code, benefit_year, granted_for, granted_at, coupon_id
            from benefit_grant where member_id = $1 and not carried
            union all
            select 'occasion:' || occasion_code, extract(year from starts_on)::smallint, starts_on, granted_at, coupon_id
            from benefit_occasion_grant where member_id = $1
            order by granted_at desc, benefit_year desc limit $2
            """;

    private final Pool pool;

    BenefitQueries(Pool pool) {
        this.pool = pool;
    }

    /** A member's latest grants, newest first. */
    Uni<List<MyBenefitsResponse.Grant>> grants(UUID memberId, ZoneId zone) {
        return pool.preparedQuery(GRANTS)
                .execute(Tuple.of(memberId, MAX_GRANTS))
                .map(rows -> rows.stream().map(row -> grant(row, zone)).toList());
    }

    private static MyBenefitsResponse.Grant grant(Row row, ZoneId zone) {
        return new MyBenefitsResponse.Grant(
                row.getString("benefit_code"),
                row.getInteger("benefit_year"),
                row.getLocalDate("granted_for"),
                SqlTypes.instant(row, "granted_at").atZone(zone).toOffsetDateTime(),
                row.getUUID("coupon_id"));
    }
}
