package dev.huiyuan.points.writer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.member.MemberCards;
import dev.huiyuan.member.NewMembers;
import dev.huiyuan.points.OrderReference;
import dev.huiyuan.points.core.Command;
import dev.huiyuan.programme.Channel;
import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.idempotency.IdempotencyRequest;
import dev.huiyuan.shared.problem.ProblemContext;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.Parallel;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;

/** Two writers on one database stand for two instances: they share nothing but its rows. */
@HuiyuanTest
class BillWritersTest {
    private static final UUID STORE = UUID.fromString("01980000-0000-7000-8000-000000000001");
    private static final int BILLS = 40;
    private static final int REPORTS = 4;

    @Inject
    LedgerTransaction transaction;

    @Inject
    LedgerConfig config;

    @Inject
    LedgerMetrics metrics;

    @Inject
    MemberCards cards;

    @Inject
    Ids ids;

    @Inject
    Vertx vertx;

    /** The application's. */
    @Inject
    LedgerWriter writer;

    @Inject
    Pool pool;

    @Inject
    NewMembers members;

    @Inject
    Clock clock;

    /** A writer keeps its connections: there is one other, for all runs, with those of a pool that has more of them. */
    private static @Nullable LedgerWriter other;

    private LedgerWriter other() {
        if (other == null) other = new LedgerWriter(transaction, config, metrics, cards, ids, vertx, pool);
        return other;
    }

    private Submission report(UUID member, String bill, boolean dated) {
        Instant now = clock.instant();
        LocalDate day = LocalDate.ofInstant(now, ZoneId.of("Asia/Shanghai"));
        @Nullable LocalDate told = dated ? day : null;
        OrderReference reference = new OrderReference(STORE, bill, told);
        Command.Accrue accrual = new Command.Accrue(
                member,
                reference.accrualKey(),
                reference.accrualAlias(day),
                "test",
                1000,
                List.of(),
                now,
                null,
                Channel.STORE,
                STORE,
                bill,
                7);
        IdempotencyRequest request = new IdempotencyRequest(
                "test", UUID.randomUUID().toString(), new byte[32], new ProblemContext(Locale.CHINESE, "0"));
        return new Submission(accrual, request, null, null);
    }

    private static int status(LedgerWriter asked, Submission submission) {
        LedgerAnswer answer = asked.submit(submission).await().atMost(Duration.ofSeconds(60));
        return switch (answer) {
            case LedgerAnswer.Booked booked -> booked.status();
            case LedgerAnswer.Refused refused -> refused.status();
        };
    }

    private long count(String sql, String[] refs) {
        return pool.preparedQuery(sql)
                .execute(Tuple.of(refs))
                .await()
                .atMost(Duration.ofSeconds(30))
                .iterator()
                .next()
                .getLong(0);
    }

    /** Of each bill four reports at once: with the date and without, by both writers, for two members. */
    @RepeatedTest(3)
    void billsThatTwoWritersBookWithAndWithoutTheDateCreditOneMemberEach() {
        List<LedgerWriter> writers = List.of(writer, other());
        List<UUID> all = members.many(8);
        String run = UUID.randomUUID().toString();
        String[] bills =
                IntStream.range(0, BILLS).mapToObj(i -> "W-" + i + "-" + run).toArray(String[]::new);

        List<Integer> statuses = Parallel.run(BILLS * REPORTS, i -> {
            int bill = i / REPORTS;
            int report = i % REPORTS;
            UUID member = all.get((bill + report / 2) % all.size());
            boolean dated = (report + bill) % 2 == 0;
            return status(writers.get((report + bill / 2) % 2), report(member, bills[bill], dated));
        });

        assertThat(statuses).allMatch(status -> List.of(200, 201, 409).contains(status));
        for (int bill = 0; bill < BILLS; bill++) {
            assertThat(statuses.subList(bill * REPORTS, (bill + 1) * REPORTS).stream()
                            .filter(status -> status == 201))
                    .hasSize(1);
        }
        assertThat(count("select count(*) from points_entry where order_ref = any($1) and type = 'ACCRUAL'", bills))
                .isEqualTo(BILLS);
        // Every key leads to the entry of its bill; an undated bill has two, a dated one its own.
        assertThat(count("""
                        select count(*) from business_key k
                        left join points_entry e on e.member_id = k.member_id and e.id = k.entry_id
                        where case when k.ref like '% %' then split_part(k.ref, ' ', 2) else k.ref end = any($1)
                            and (e.id is null or e.order_ref is distinct from
                                case when k.ref like '% %' then split_part(k.ref, ' ', 2) else k.ref end)
                        """, bills)).isZero();
        assertThat(count("""
                        select count(*) from points_entry e where e.order_ref = any($1)
                            and 1 + (e.ref = e.order_ref)::int <> (select count(*) from business_key k
                                where k.member_id = e.member_id and k.entry_id = e.id)
                        """, bills)).isZero();
    }
}
