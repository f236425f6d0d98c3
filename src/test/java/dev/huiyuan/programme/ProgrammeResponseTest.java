package dev.huiyuan.programme;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.huiyuan.programme.admin.Documents;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class ProgrammeResponseTest {
    /** 10 December 2026 in Shanghai. */
    private static final Instant NOW = Instant.parse("2026-12-09T16:00:00Z");

    @Test
    void anotherTierSetIsShownAsItIsConfigured() {
        ObjectNode document = Documents.valid();
        String[] codes = {"ordinary", "silver", "gold", "platinum"};
        for (int i = 0; i < codes.length; i++) {
            Documents.set(document, "/tiers/" + i + "/code", '"' + codes[i] + '"');
            Documents.set(document, "/tiers/" + i + "/thresholdVisits", Integer.toString(4 * i));
        }
        Documents.set(document, "/tierRules/basis", "\"EITHER\"");
        ProgrammeResponse shown = shown(document);
        assertThat(shown.tierBasis()).isEqualTo(Programme.Basis.EITHER);
        assertThat(shown.tierWindow()).isEqualTo(Programme.Window.RUNNING_YEAR);
        assertThat(shown.tiers())
                .extracting(ProgrammeResponse.TierResponse::code, ProgrammeResponse.TierResponse::thresholdVisits)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("ordinary", 0),
                        org.assertj.core.groups.Tuple.tuple("silver", 4),
                        org.assertj.core.groups.Tuple.tuple("gold", 8),
                        org.assertj.core.groups.Tuple.tuple("platinum", 12));
    }

    @Test
    void occasionsAreShownWithoutTheirTemplates() {
        ProgrammeResponse.OccasionResponse memberDay =
                shown(Documents.valid()).calendar().getFirst();
        assertThat(memberDay.code()).isEqualTo("member-day");
        assertThat(memberDay.days().ofMonth()).containsExactly(8);
        assertThat(memberDay.offer().discountPercent()).isEqualTo(12);
        assertThat(memberDay.offer().freeItem()).isEqualTo("小菜一份");
        assertThat(memberDay.offer().coupon()).isTrue();
    }

    @Test
    void upcomingDaysAreNamedWithThoseOfTheChineseCalendar() {
        ObjectNode document = Documents.valid();
        Documents.set(document, "/calendar/0/days/weekdays", "[]");
        Documents.set(document, "/calendar/0/days/ofMonth", "[10]");
        // The Spring Festival of 2027 is on 6 February; 60 days reach to the 7th, which is its second day.
        assertThat(shown(document).calendar().getFirst().upcoming())
                .containsExactly(day("2026-12-10"), day("2027-01-10"), day("2027-02-06"), day("2027-02-07"));
    }

    @Test
    void upcomingDaysAreThoseOfTheRulesThatHoldThen() {
        ObjectNode changed = Documents.valid();
        Documents.set(changed, "/calendar/0/days/weekdays", "[]");
        Documents.set(changed, "/calendar/0/days/ofMonth", "[10]");
        ProgrammeVersion now = new ProgrammeVersion(1, Instant.EPOCH, Documents.programme(changed));
        Documents.set(changed, "/calendar/0/days/ofMonth", "[20]");
        Instant newYear = Instant.parse("2026-12-31T16:00:00Z");
        ProgrammeVersion next = new ProgrammeVersion(2, newYear, Documents.programme(changed));
        assertThat(UpcomingDays.of(at -> at.isBefore(newYear) ? now : next, NOW).get("member-day"))
                .containsExactly(day("2026-12-10"), day("2027-01-20"), day("2027-02-06"), day("2027-02-07"));
    }

    private static LocalDate day(String date) {
        return LocalDate.parse(date);
    }

    private static ProgrammeResponse shown(ObjectNode document) {
        ProgrammeVersion version = new ProgrammeVersion(1, Instant.EPOCH, Documents.programme(document));
        return ProgrammeResponse.of(version, UpcomingDays.of(at -> version, NOW));
    }
}
