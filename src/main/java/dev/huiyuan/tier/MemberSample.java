package dev.huiyuan.tier;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;

/** How many members an estimate looks at: all of a small brand's, of a large one's enough to tell. */
@ApplicationScoped
class MemberSample {
    private static final double ALL_PERCENT = 100;
    /** The share of a tier with a tenth of these is known to a few percent. */
    private static final double ENOUGH_MEMBERS = 20_000;

    /** What the planner knows; nothing is counted for it. */
    private static final String MEMBERS = "select reltuples from pg_class where oid = 'tier_standing'::regclass";

    /** The share of members to look at, in percent. */
    Uni<Double> percent(SqlConnection connection) {
        return connection
                .query(MEMBERS)
                .execute()
                .map(rows -> percentOf(rows.iterator().next().getFloat("reltuples")));
    }

    /** The share to look at of so many members, in percent. Never analyzed, a table is small. */
    static double percentOf(double members) {
        return members <= ENOUGH_MEMBERS ? ALL_PERCENT : ALL_PERCENT * ENOUGH_MEMBERS / members;
    }

    /** A figure of a sample, scaled up to all members. */
    static long scaled(long figure, double percent) {
        return Math.round(figure * (ALL_PERCENT / percent));
    }
}
