package dev.huiyuan.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.huiyuan.testing.Api;
import dev.huiyuan.testing.Cluster;
import dev.huiyuan.testing.ClusterTest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** An instance is killed while it evaluates tiers and grants birthday meals; another one finishes both. */
@ClusterTest
class JobKilledIT {
    private static final List<String> JOBS = List.of("tier-evaluation", "birthday");
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final int MEMBERS = 12_000;
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    /** Three kinds of members of whom two have a tier that they did not earn; all have their birthday in five days. */
    private static final List<String> COHORT = List.of(
            """
            insert into member (id, member_no, state, birthday_month, birthday_day, points_joined_at, offers_joined_at,
                registered_at, confirmed_at, channel)
            select (? || lpad(to_hex(n), 12, '0'))::uuid, (? + n)::text, 'ACTIVE', ?, ?, now() - interval '2 years',
                now() - interval '2 years', now() - interval '2 years', now() - interval '2 years', 'test'
            from generate_series(1, ?) as n
            """, """
            insert into tier_standing (member_id, tier_code, since)
            select id, (array['gold', 'member', 'silver'])[1 + substr(member_no, 6)::bigint % 3], registered_at
            from member where member_no between ? and ?
            """, "insert into points_account (member_id) select id from member where member_no between ? and ?");

    /** Of each member, in the order of their numbers, all that the two jobs do to them. */
    private static final String STATES = """
            select s.tier_code || ' ' || coalesce(s.grace_until::text, '-') || ' changes '
                || (select coalesce(string_agg(c.reason || ' ' || c.cause, ','), '-') from tier_change c
                    where c.member_id = m.id)
                || ' grants ' || (select count(*) from benefit_grant g where g.member_id = m.id)
                || ' coupons ' || (select count(*) from coupon c where c.member_id = m.id) as state
            from member m join tier_standing s on s.member_id = m.id
            where m.member_no between ? and ? order by m.member_no
            """;

    private static final String PROGRESS = """
            select count(c.done_at) as done, count(*) as chunks from job_run r
            join job_chunk c on c.plan_id = r.plan_id where r.name = ? and r.state = 'RUNNING'
            """;

    private final Cluster cluster;

    JobKilledIT(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Members with numbers of their own; the prefix of their ids lies behind all others. */
    private record Cohort(String idPrefix, long firstNo) {
        String from() {
            return Long.toString(firstNo);
        }

        String to() {
            return Long.toString(firstNo + MEMBERS);
        }
    }

    @Test
    void jobsOfAKilledInstanceEndAsIfNothingHadHappened() throws SQLException {
        Cohort disturbed = new Cohort("f0000000-0000-7000-8000-", 980_000_000_000L);
        Cohort undisturbed = new Cohort("f1000000-0000-7000-8000-", 990_000_000_000L);
        change("delete from tier_evaluation");
        join(disturbed);
        killInTheMiddle(disturbed);
        for (String job : JOBS) {
            assertThat(progress(job).isInTheMiddle()).as(job).isTrue();
        }
        // As if the time of the lease had passed.
        change("update job_run set heartbeat_at = heartbeat_at - interval '1 hour' where state = 'RUNNING'");
        for (String job : JOBS) run(0, job);
        List<String> states = states(disturbed);

        change("delete from tier_evaluation");
        join(undisturbed);
        for (String job : JOBS) run(1, job);
        assertThat(states).hasSize(MEMBERS).isEqualTo(states(undisturbed));
        assertThat(states).allMatch(state -> state.endsWith("grants 1 coupons 1"));
        assertThat(states.stream().filter(state -> state.contains("GRACE"))).hasSize(MEMBERS / 3 * 2);
        cluster.assertBooksBalance();
        change("delete from tier_evaluation");
    }

    private void join(Cohort cohort) throws SQLException {
        LocalDate birthday = LocalDate.now(ZONE).plusDays(5);
        try (Connection connection = cluster.database();
                PreparedStatement members = connection.prepareStatement(COHORT.getFirst())) {
            members.setString(1, cohort.idPrefix());
            members.setLong(2, cohort.firstNo());
            members.setInt(3, birthday.getMonthValue());
            members.setInt(4, birthday.getDayOfMonth());
            members.setInt(5, MEMBERS);
            members.executeUpdate();
            for (String insert : COHORT.subList(1, COHORT.size())) {
                try (PreparedStatement statement = connection.prepareStatement(insert)) {
                    statement.setString(1, cohort.from());
                    statement.setString(2, cohort.to());
                    statement.executeUpdate();
                }
            }
        }
    }

    /** Somebody holds the last member, so that neither job can end before the kill. */
    private void killInTheMiddle(Cohort cohort) throws SQLException {
        UUID last = UUID.fromString(cohort.idPrefix() + "%012x".formatted(MEMBERS));
        try (ExecutorService callers = Executors.newFixedThreadPool(JOBS.size());
                Connection till = cluster.database()) {
            till.setAutoCommit(false);
            for (String table : List.of("member where id", "points_account where member_id")) {
                try (PreparedStatement lock =
                        till.prepareStatement("select from " + table + " = ? for no key update")) {
                    lock.setObject(1, last);
                    lock.execute();
                }
            }
            // Their answers will not come.
            for (String job : JOBS)
                callers.execute(() -> assertThatThrownBy(() -> post(0, job)).isNotNull());
            for (String job : JOBS) {
                Awaitility.await(job).atMost(PATIENCE).until(() -> progress(job).isInTheMiddle());
            }
            cluster.kill(0);
            try {
                till.rollback();
            } finally {
                cluster.restart(0);
            }
        }
    }

    private record Progress(long done, long chunks) {
        boolean isInTheMiddle() {
            return done > 0 && done < chunks;
        }
    }

    private Progress progress(String job) throws SQLException {
        try (Connection connection = cluster.database();
                PreparedStatement statement = connection.prepareStatement(PROGRESS)) {
            statement.setString(1, job);
            ResultSet rows = statement.executeQuery();
            assertThat(rows.next()).isTrue();
            return new Progress(rows.getLong("done"), rows.getLong("chunks"));
        }
    }

    private Api.Reply post(int instance, String job) {
        return cluster.api(instance)
                .post(runs(job), cluster.admin(), UUID.randomUUID().toString(), "{}");
    }

    private static String runs(String job) {
        return "/v1/admin/jobs/" + job + "/runs";
    }

    private void run(int instance, String job) {
        Api.Reply started = post(instance, job);
        assertThat(started.status()).as(started.body()).isIn(201, 202);
        Awaitility.await(job).atMost(PATIENCE).until(() -> !"RUNNING".equals(lastState(job)));
        assertThat(lastState(job)).as(job).isEqualTo("SUCCEEDED");
    }

    private String lastState(String job) {
        return cluster.api(0)
                .get(runs(job) + "?limit=1", cluster.admin())
                .expect(200)
                .json()
                .at("/items/0/state")
                .asText();
    }

    private List<String> states(Cohort cohort) throws SQLException {
        List<String> states = new ArrayList<>(MEMBERS);
        try (Connection connection = cluster.database();
                PreparedStatement statement = connection.prepareStatement(STATES)) {
            statement.setString(1, cohort.from());
            statement.setString(2, cohort.to());
            ResultSet rows = statement.executeQuery();
            while (rows.next()) states.add(rows.getString("state"));
        }
        return states;
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = cluster.database()) {
            connection.createStatement().executeUpdate(sql);
        }
    }
}
