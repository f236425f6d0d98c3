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
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Coupons of a day of the calendar: here a Mid-Autumn that no programme of other tests has. */
@HuiyuanTest
class OccasionGrantsTest {
    private static final LocalDate LONG_AGO = LocalDate.of(2020, 1, 1);
    private static final LocalDate MID_AUTUMN = LocalDate.of(2026, 9, 25);

    private final OccasionGrants grants;
    private final Celebrants celebrants;
    private final ProgrammeService programme;
    private final Transactions transactions;
    private final JobRunner runner;

    OccasionGrantsTest(
            OccasionGrants grants,
            Celebrants celebrants,
            ProgrammeService programme,
            Transactions transactions,
            JobRunner runner) {
        this.grants = grants;
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
    void jobGrantsNothingWhereTheCalendarHasNoCoupon() {
        assertThat(await(runner.run(new JobRequest(OccasionGrantsJob.NAME, MID_AUTUMN, null)))
                        .counts())
                .isEqualTo(Map.of("granted", 0L));
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
                rules.notices());
        return new ProgrammeVersion(now.version(), now.effectiveFrom(), changed, new Occasions(changed, Map.of()));
    }

    private static Programme.Occasion occasion(List<String> tiers) {
        return new Programme.Occasion(
                "moon-" + UUID.randomUUID(),
                "中秋节",
                new Programme.Days(
                        List.of(), List.of(), List.of(new Programme.LunarDays(8, 15, 1)), List.of(), List.of()),
                List.of(),
                List.of(),
                List.of(),
                tiers,
                new Programme.Offer(0, null, 100, 0, "DRINK"));
    }
}
