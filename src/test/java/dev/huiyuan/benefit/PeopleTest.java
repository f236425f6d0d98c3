package dev.huiyuan.benefit;

import static dev.huiyuan.benefit.Celebrants.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.job.JobRequest;
import dev.huiyuan.shared.job.JobRunner;
import dev.huiyuan.shared.sql.Transactions;
import dev.huiyuan.testing.HuiyuanTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Grants belong to people: merged accounts are one. */
@HuiyuanTest
class PeopleTest {
    private static final LocalDate LONG_AGO = LocalDate.of(2020, 1, 1);
    private static final int BETWEEN = 300;

    private final JobRunner runner;
    private final Celebrants celebrants;
    private final GrantsOfPeople people;
    private final Transactions transactions;
    private final TestTokens tokens;
    private final Pool pool;

    PeopleTest(
            JobRunner runner,
            Celebrants celebrants,
            GrantsOfPeople people,
            Transactions transactions,
            TestTokens tokens,
            Pool pool) {
        this.runner = runner;
        this.celebrants = celebrants;
        this.people = people;
        this.transactions = transactions;
        this.tokens = tokens;
        this.pool = pool;
    }

    @Test
    void accountThatGoesOnGetsNoSecondGrantForTheYear() {
        UUID old = celebrants.join(MonthDay.of(2, 3), LONG_AGO);
        UUID survivor = celebrants.join(MonthDay.of(12, 20), LONG_AGO);
        UUID stranger = celebrants.join(MonthDay.of(12, 20), LONG_AGO);
        run("2035-01-27");
        assertThat(celebrants.grants(old)).hasSize(1);
        mergeOverHttp(old, survivor);
        run("2035-12-13");
        assertThat(celebrants.grants(survivor)).isEmpty();
        assertThat(celebrants.grants(stranger)).hasSize(1);
    }

    @Test
    void mergedAccountGetsNothing() {
        UUID old = celebrants.join(MonthDay.of(2, 5), LONG_AGO);
        UUID survivor = celebrants.join(MonthDay.of(2, 5), LONG_AGO);
        merge(old, survivor);
        run("2036-01-29");
        assertThat(celebrants.grants(old)).isEmpty();
        assertThat(celebrants.grants(survivor)).hasSize(1);
    }

    @Test
    void distanceCountsFromTheLatestGrantOfAllAccounts() {
        UUID old = celebrants.join(MonthDay.of(11, 20), LONG_AGO);
        UUID survivor = celebrants.join(MonthDay.of(2, 7), LONG_AGO);
        run("2037-01-31");
        run("2037-11-13");
        merge(old, survivor);
        run("2038-01-31");
        assertThat(celebrants.grants(survivor))
                .as("79 days after the other account's")
                .hasSize(1);
        separate(old, survivor);
        run("2038-02-01");
        assertThat(celebrants.grants(survivor)).as("two people after all").hasSize(2);
    }

    @Test
    void grantsAreCarriedThroughSeveralMerges() {
        UUID first = celebrants.join(MonthDay.of(2, 9), LONG_AGO);
        UUID second = celebrants.join(MonthDay.of(6, 9), LONG_AGO);
        UUID third = celebrants.join(MonthDay.of(12, 9), LONG_AGO);
        run("2039-02-02");
        merge(second, third);
        merge(first, second);
        run("2039-12-02");
        assertThat(celebrants.grants(third)).isEmpty();
        separate(first, second);
        run("2039-12-03");
        assertThat(celebrants.grants(third)).hasSize(1);
    }

    /** Nobody is granted anything for a year, or within 300 days, that any account of the same person has already. */
    @Test
    void grantOfAYearIsUniqueWhateverHappens() {
        for (long seed = 1; seed <= 2; seed++) new History(seed).play();
    }

    private final class History {
        private final Random random;
        private final List<UUID> members = new ArrayList<>();
        private final Map<UUID, UUID> into = new HashMap<>();
        private final Set<Grant> known = new HashSet<>();
        private LocalDate today = LocalDate.of(2041, 1, 1);

        History(long seed) {
            random = new Random(seed);
            Stream.generate(() ->
                            celebrants.join(MonthDay.of(1 + random.nextInt(12), 1 + random.nextInt(28)), LONG_AGO))
                    .limit(12)
                    .forEach(members::add);
        }

        void play() {
            for (int step = 0; step < 100; step++) {
                switch (random.nextInt(5)) {
                    case 0 -> changeBirthday();
                    case 1 -> mergeSome();
                    default -> runSoon();
                }
            }
            assertThat(known).as("it grants at all").hasSizeGreaterThan(10);
        }

        private void changeBirthday() {
            celebrants.execute(
                    "update member set birthday_lunar = $2, birthday_month = $3, birthday_day = $4 where id = $1",
                    any(),
                    random.nextBoolean(),
                    (short) (1 + random.nextInt(12)),
                    (short) (1 + random.nextInt(28)));
        }

        private void mergeSome() {
            UUID one = any();
            UUID target = into.get(one);
            if (target != null) {
                separate(one, target);
                into.remove(one);
                return;
            }
            UUID other = any();
            if (root(other).equals(one) || into.containsKey(other)) return;
            merge(one, other);
            into.put(one, other);
        }

        private void runSoon() {
            today = today.plusDays(1 + random.nextInt(25));
            run(today.toString());
            Set<Grant> all = grants(members);
            Set<Grant> made = new HashSet<>(all);
            made.removeAll(known);
            for (Grant grant : made) {
                assertThat(into).as("nothing is granted to a merged account").doesNotContainKey(grant.member);
                for (Grant other : all) {
                    if (other.equals(grant) || !root(other.member).equals(grant.member)) continue;
                    assertThat(other.year).as("%s after %s", grant, other).isNotEqualTo(grant.year);
                    assertThat(ChronoUnit.DAYS.between(other.on, grant.on))
                            .as("%s after %s", grant, other)
                            .isGreaterThanOrEqualTo(BETWEEN);
                }
            }
            known.addAll(made);
        }

        private UUID any() {
            return members.get(random.nextInt(members.size()));
        }

        private UUID root(UUID member) {
            UUID root = member;
            while (into.containsKey(root)) root = Objects.requireNonNull(into.get(root));
            return root;
        }
    }

    private record Grant(UUID member, int year, LocalDate on) {}

    private Set<Grant> grants(List<UUID> members) {
        Set<Grant> grants = new HashSet<>();
        await(pool.preparedQuery("""
                        select member_id, benefit_year, granted_on from benefit_grant
                        where member_id = any($1) and not carried
                        """).execute(Tuple.of(members.toArray(UUID[]::new))))
                .forEach(row -> grants.add(new Grant(row.getUUID(0), row.getInteger(1), row.getLocalDate(2))));
        return grants;
    }

    private void merge(UUID from, UUID to) {
        await(transactions.run(connection -> people.merged(connection, from, to).replaceWith(true)));
    }

    private void separate(UUID from, UUID to) {
        await(transactions.run(
                connection -> people.separated(connection, from, to).replaceWith(true)));
    }

    private void mergeOverHttp(UUID from, UUID to) {
        String approval = post(
                        "/v1/points/merges",
                        Map.of("fromMemberId", from, "intoMemberId", to, "reason", "REGISTERED_TWICE"))
                .then()
                .statusCode(202)
                .extract()
                .path("approvalId");
        post("/v1/approvals/" + approval + "/decisions", Map.of("decision", "APPROVE", "reason", "LOOKED_INTO"))
                .then()
                .statusCode(201);
    }

    private Response post(String path, Map<String, ?> body) {
        return given().auth()
                .oauth2(tokens.staffOfAllStores(Role.ADMIN))
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType("application/json")
                .body(body)
                .post(path);
    }

    private void run(String date) {
        await(runner.run(new JobRequest(BirthdayJob.NAME, LocalDate.parse(date), null)));
    }
}
