package dev.huiyuan.benefit;

import static dev.huiyuan.benefit.Celebrants.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.programme.Occasions;
import dev.huiyuan.programme.Programme;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.programme.ProgrammeVersion;
import dev.huiyuan.shared.job.Chunk;
import dev.huiyuan.shared.job.JobRequest;
import dev.huiyuan.shared.job.JobRunner;
import dev.huiyuan.shared.sql.Transactions;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.Parallel;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Coupons of a day of the calendar: here a Mid-Autumn that no programme of other tests has. */
@HuiyuanTest
class OccasionGrantsTest {
    private static final LocalDate LONG_AGO = LocalDate.of(2020, 1, 1);
    private static final LocalDate MID_AUTUMN = LocalDate.of(2026, 9, 25);

    private final OccasionGrants grants;
    private final Celebrations celebrations;
    private final Celebrants celebrants;
    private final ProgrammeService programme;
    private final Transactions transactions;
    private final JobRunner runner;
    /** The occasion as it was from a day on, of one test. */
    private final NavigableMap<LocalDate, Programme.Occasion> held = new ConcurrentSkipListMap<>();

    OccasionGrantsTest(
            OccasionGrants grants,
            Celebrations celebrations,
            Celebrants celebrants,
            ProgrammeService programme,
            Transactions transactions,
            JobRunner runner) {
        this.grants = grants;
        this.celebrations = celebrations;
        this.celebrants = celebrants;
        this.programme = programme;
        this.transactions = transactions;
        this.runner = runner;
    }

    @Test
    void couponIsGrantedOnceAMemberAndRunOfDays() {
        UUID member = celebrants.join(MonthDay.of(4, 4), LONG_AGO);
        UUID late = celebrants.join(MonthDay.of(4, 4), MID_AUTUMN.plusDays(1));
        UUID noOffers = celebrants.join(MonthDay.of(4, 4), LONG_AGO, new Celebrants.Traits("ACTIVE", "member", false));
        OccasionGrants.Gift gift = gift(occasion(List.of()), MID_AUTUMN);
        List<Uni<Set<UUID>>> twice = IntStream.range(0, 2)
                .mapToObj(i -> transactions.run(connection -> grants.grant(connection, gift, around(member, noOffers))))
                .toList();
        await(Uni.join().all(twice).andFailFast());
        assertThat(celebrants.coupons(member, "DRINK")).isEqualTo(1);
        assertThat(celebrants.coupons(late, "DRINK")).isZero();
        assertThat(celebrants.coupons(noOffers, "DRINK")).isZero();
    }

    @Test
    void whoJoinsAfterTheLastDayGetsNothingWhenItIsMadeUpFor() {
        UUID late = celebrants.join(MonthDay.of(4, 6), MID_AUTUMN.plusDays(1));
        UUID inTime = celebrants.join(MonthDay.of(4, 6), MID_AUTUMN);
        OccasionGrants.Gift gift = gift(occasion(List.of()), MID_AUTUMN.plusDays(2));
        for (UUID member : List.of(late, inTime)) {
            Set<UUID> granted =
                    await(transactions.run(connection -> grants.grant(connection, gift, around(member, member))));
            assertThat(granted.contains(member)).isEqualTo(member.equals(inTime));
        }
    }

    @Test
    void couponOfATierIsForItsMembers() {
        UUID member = celebrants.join(MonthDay.of(4, 5), LONG_AGO);
        UUID gold = celebrants.join(MonthDay.of(4, 5), LONG_AGO, new Celebrants.Traits("ACTIVE", "gold", true));
        OccasionGrants.Gift gift = gift(occasion(List.of("gold")), MID_AUTUMN);
        Set<UUID> granted = await(transactions.run(connection -> grants.grant(connection, gift, around(member, gold))));
        assertThat(granted).containsExactly(gold);
    }

    @Test
    void missedDaysAreMadeUpForThreeDays() {
        ProgrammeVersion version = version(occasion(List.of()));
        assertThat(OccasionGrantsJob.gifts(day -> version, MID_AUTUMN.minusDays(1)))
                .isEmpty();
        assertThat(OccasionGrantsJob.gifts(day -> version, MID_AUTUMN)).hasSize(1);
        assertThat(OccasionGrantsJob.gifts(day -> version, MID_AUTUMN.plusDays(3)))
                .allSatisfy(gift -> assertThat(gift.start()).isEqualTo(MID_AUTUMN))
                .hasSize(1);
        assertThat(OccasionGrantsJob.gifts(day -> version, MID_AUTUMN.plusDays(4)))
                .isEmpty();
    }

    @Test
    void rangeThatIsCorrectedWhileItRunsGrantsNothingAgain() {
        UUID member = celebrants.join(MonthDay.of(4, 7), LONG_AGO);
        String code = "week-" + UUID.randomUUID();
        LocalDate first = LocalDate.of(2026, 10, 1);
        assertThat(grant(week(code, first, first.plusDays(6)), first, member)).containsExactly(member);
        // The start, then the end, then both; each time the days meet those before.
        assertThat(grant(week(code, first.plusDays(1), first.plusDays(6)), first.plusDays(1), member))
                .isEmpty();
        assertThat(grant(week(code, first.minusDays(2), first.plusDays(3)), first.plusDays(2), member))
                .isEmpty();
        assertThat(grant(week(code, first.plusDays(3), first.plusDays(20)), first.plusDays(4), member))
                .isEmpty();
        assertThat(grant(week(code, first.plusDays(15), first.plusDays(30)), first.plusDays(15), member))
                .isEmpty();
        assertThat(celebrants.coupons(member, "DRINK")).isEqualTo(1);
        UUID late = celebrants.join(MonthDay.of(4, 7), first.plusDays(14));
        assertThat(grant(week(code, first.plusDays(15), first.plusDays(30)), first.plusDays(16), late))
                .containsExactly(late);
        assertThat(grant(week(code, first.plusYears(1), first.plusYears(1).plusDays(6)), first.plusYears(1), member))
                .containsExactly(member);
    }

    @Test
    void runsWithDifferentRulesAtOnceGrantOnce() {
        UUID member = celebrants.join(MonthDay.of(4, 12), LONG_AGO);
        String code = "race-" + UUID.randomUUID();
        LocalDate first = LocalDate.of(2026, 10, 1);
        List<Set<UUID>> granted = Parallel.run(
                8, i -> grant(week(code, first.plusDays(i % 4), first.plusDays(6L + i)), first.plusDays(4), member));
        assertThat(granted.stream().filter(members -> members.contains(member))).hasSize(1);
        assertThat(celebrants.coupons(member, "DRINK")).isEqualTo(1);
    }

    @Test
    void daysThatAreTakenOutOfARangeCanBeAnotherCelebration() {
        UUID member = celebrants.join(MonthDay.of(4, 8), LONG_AGO);
        String code = "long-" + UUID.randomUUID();
        LocalDate first = LocalDate.of(2026, 10, 1);
        grant(week(code, first, first.plusDays(90)), first, member);
        assertThat(grant(week(code, first, first.plusDays(6)), first.plusDays(1), member))
                .isEmpty();
        LocalDate second = first.plusDays(40);
        assertThat(grant(week(code, second, second.plusDays(2)), second, member))
                .containsExactly(member);
    }

    @Test
    void monthlyDayGrantsEachMonth() {
        UUID member = celebrants.join(MonthDay.of(4, 9), LONG_AGO);
        Programme.Days days = new Programme.Days(List.of(8), List.of(), List.of(), List.of(), List.of());
        Programme.Occasion monthly = occasion("monthly-" + UUID.randomUUID(), days, List.of());
        assertThat(grant(monthly, LocalDate.of(2026, 10, 8), member)).containsExactly(member);
        assertThat(grant(monthly, LocalDate.of(2026, 10, 8), member)).isEmpty();
        assertThat(grant(monthly, LocalDate.of(2026, 11, 8), member)).containsExactly(member);
    }

    @Test
    void jobGrantsNothingWhereTheCalendarHasNoCoupon() {
        assertThat(await(runner.run(new JobRequest(OccasionGrantsJob.NAME, MID_AUTUMN, null)))
                        .counts())
                .isEqualTo(Map.of("granted", 0L));
    }

    /** What the job does for the day, from which on the rules are these. */
    private Set<UUID> grant(Programme.Occasion occasion, LocalDate day, UUID member) {
        held.put(day, occasion);
        OccasionGrants.Gift gift = gift(occasion, day);
        OccasionGrants.Gift celebrated = await(
                transactions.run(connection -> celebrations.identify(connection, gift, at -> version(heldOn(at)))));
        return await(transactions.run(connection -> grants.grant(connection, celebrated, around(member, member))));
    }

    private Programme.Occasion heldOn(LocalDate day) {
        return Objects.requireNonNullElse(held.floorEntry(day), held.firstEntry())
                .getValue();
    }

    private static Programme.Occasion week(String code, LocalDate first, LocalDate last) {
        List<Programme.DateRange> ranges = List.of(new Programme.DateRange(first, last));
        return occasion(code, new Programme.Days(List.of(), List.of(), List.of(), List.of(), ranges), List.of());
    }

    private OccasionGrants.Gift gift(Programme.Occasion occasion, LocalDate day) {
        return OccasionGrantsJob.gifts(any -> version(occasion), day).getFirst();
    }

    /** From before the first member to the last one. */
    private static Chunk around(UUID first, UUID last) {
        UUID before = new UUID(first.getMostSignificantBits() - 1, 0);
        return new Chunk("members", before, last);
    }

    private ProgrammeVersion version(Programme.Occasion occasion) {
        ProgrammeVersion now = programme.at(Instant.now());
        Programme rules = now.rules();
        Programme changed = new Programme(
                rules.zone(),
                rules.earning(),
                rules.points(),
                rules.tiers(),
                rules.tierRules(),
                rules.registration(),
                rules.birthday(),
                List.of(occasion),
                rules.discountCombination(),
                rules.orders(),
                rules.notices());
        return new ProgrammeVersion(now.version(), now.effectiveFrom(), changed, new Occasions(changed, Map.of()));
    }

    private static Programme.Occasion occasion(List<String> tiers) {
        return occasion(
                "moon-" + UUID.randomUUID(),
                new Programme.Days(
                        List.of(), List.of(), List.of(new Programme.LunarDays(8, 15, 1)), List.of(), List.of()),
                tiers);
    }

    private static Programme.Occasion occasion(String code, Programme.Days days, List<String> tiers) {
        return new Programme.Occasion(
                code,
                "中秋节",
                days,
                List.of(),
                List.of(),
                List.of(),
                tiers,
                new Programme.Offer(0, null, 100, 0, "DRINK"));
    }
}
