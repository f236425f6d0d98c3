package dev.huiyuan.points.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.member.Birthday;
import dev.huiyuan.member.BirthdayCalendar;
import dev.huiyuan.member.MemberFacts;
import dev.huiyuan.member.MemberState;
import dev.huiyuan.programme.Channel;
import dev.huiyuan.programme.Programme;
import dev.huiyuan.programme.ProgrammeVersion;
import dev.huiyuan.shared.ledger.Multiplier;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CalendarRulesTest {
    private static final int VERSION = 7;
    private static final Instant EIGHTH = Instant.parse("2026-12-08T04:00:00Z");
    private static final Instant NINTH = Instant.parse("2026-12-08T16:00:00Z");
    private static final Programme.Occasion DOUBLE = occasion("double-day", List.of(), 200, 0);
    private static final Programme.Occasion EXTRA = occasion("extra", List.of(), 100, 30);
    private static final Programme.Occasion GOLDEN = occasion("golden", List.of("gold"), 300, 0);

    @Test
    void dayOfTheCalendarDoublesPointsAndSaysSo() {
        EarningRules.Earned earned = earn(EIGHTH, List.of(), Programme.Combination.HIGHEST, DOUBLE);
        assertThat(earned.points()).isEqualTo(116);
        assertThat(earned.explanation().rules())
                .containsExactly(new AppliedRule("occasion:double-day", 200, null, VERSION, true));
        assertThat(earn(NINTH, List.of(), Programme.Combination.HIGHEST, DOUBLE).points())
                .as("the next day in the programme's zone")
                .isEqualTo(58);
    }

    @Test
    void extraPointsAreAddedToTheHighestMultiplier() {
        EarningRules.Earned earned = earn(EIGHTH, List.of(), Programme.Combination.HIGHEST, DOUBLE, EXTRA);
        assertThat(earned.points()).isEqualTo(146);
    }

    @Test
    void occasionsCombineWithTheTierAsTheProgrammeSays() {
        List<Multiplier> tier = List.of(new Multiplier("tier:gold", 150));
        assertThat(earn(EIGHTH, tier, Programme.Combination.HIGHEST, DOUBLE).points())
                .isEqualTo(116);
        assertThat(earn(EIGHTH, tier, Programme.Combination.MULTIPLY, DOUBLE).points())
                .isEqualTo(174);
        assertThat(earn(EIGHTH, tier, Programme.Combination.ADD, DOUBLE).points())
                .isEqualTo(145);
    }

    @Test
    void occasionOfATierIsForThoseWhoseMultiplierNamesIt() {
        List<Multiplier> marked = List.of(new Multiplier("occasion:golden", 250));
        assertThat(earn(EIGHTH, marked, Programme.Combination.HIGHEST, GOLDEN).points())
                .as("by the figures of the order's own time")
                .isEqualTo(174);
        assertThat(earn(EIGHTH, List.of(), Programme.Combination.HIGHEST, GOLDEN)
                        .points())
                .isEqualTo(58);
        assertThat(earn(NINTH, marked, Programme.Combination.HIGHEST, GOLDEN).points())
                .isEqualTo(58);
        assertThat(earn(EIGHTH, marked, Programme.Combination.HIGHEST).points())
                .as("no such occasion at the order's time")
                .isEqualTo(58);
    }

    @Test
    void lunarBirthdayMonthIsTheOrdinaryMonth() {
        Programme rules = Terms.PLAIN.programme();
        Birthday birthday = new Birthday(BirthdayCalendar.LUNAR, 6, 10, true, null);
        assertThat(EarningRules.isBirthdayMonth(birthday, Instant.parse("2025-06-24T16:00:00Z"), rules))
                .as("the first of the sixth month, in the programme's zone")
                .isTrue();
        assertThat(EarningRules.isBirthdayMonth(birthday, Instant.parse("2025-06-24T15:59:59Z"), rules))
                .isFalse();
        assertThat(EarningRules.isBirthdayMonth(birthday, Instant.parse("2025-08-01T04:00:00Z"), rules))
                .as("the leap month")
                .isFalse();
        Birthday solar = new Birthday(6, 10, null);
        assertThat(EarningRules.isBirthdayMonth(solar, Instant.parse("2025-06-30T15:59:59Z"), rules))
                .isTrue();
        assertThat(EarningRules.isBirthdayMonth(solar, Instant.parse("2025-06-30T16:00:00Z"), rules))
                .isFalse();
        assertThat(EarningRules.isBirthdayMonth(null, EIGHTH, rules)).isFalse();
    }

    private static EarningRules.Earned earn(
            Instant at, List<Multiplier> multipliers, Programme.Combination how, Programme.Occasion... calendar) {
        UUID member = UUID.randomUUID();
        Command.Accrue order = new Command.Accrue(
                member,
                new BusinessKey("store", "O-1", EntryType.ACCRUAL),
                "staff:x",
                5_800,
                List.of(),
                at,
                null,
                Channel.STORE,
                null,
                "O-1",
                null);
        MemberFacts facts = new MemberFacts(member, MemberState.ACTIVE, noBirthday(), Instant.EPOCH);
        return EarningRules.earn(order, at, facts, multipliers, 0, version(how, calendar));
    }

    private static @Nullable Birthday noBirthday() {
        return null;
    }

    private static ProgrammeVersion version(Programme.Combination how, Programme.Occasion... calendar) {
        Programme plain = Terms.PLAIN.combining(how).programme();
        Programme rules = new Programme(
                plain.zone(),
                plain.earning(),
                plain.points(),
                plain.tiers(),
                plain.tierRules(),
                plain.registration(),
                plain.birthday(),
                List.of(calendar),
                plain.discountCombination(),
                plain.orders(),
                plain.notices());
        return new ProgrammeVersion(VERSION, Instant.EPOCH, rules);
    }

    private static Programme.Occasion occasion(String code, List<String> tiers, int percent, long extra) {
        return new Programme.Occasion(
                code,
                "双倍日",
                new Programme.Days(List.of(8), List.of(), List.of(), List.of(), List.of()),
                List.of(),
                List.of(),
                List.of(Channel.STORE),
                tiers,
                new Programme.Offer(0, null, percent, extra, null));
    }
}
