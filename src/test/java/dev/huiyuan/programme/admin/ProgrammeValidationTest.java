package dev.huiyuan.programme.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.huiyuan.shared.problem.FieldError;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgrammeValidationTest {
    private static final Set<String> STORES = Set.of("SH-001");

    /**
     * One wrong thing.
     *
     * @param place where it is put
     * @param value what is put there
     * @param pointer what the finding points at
     */
    private record Wrong(String place, String value, String pointer) {
        static Wrong at(String pointer, String value) {
            return new Wrong(pointer, value, pointer);
        }
    }

    /** Each in a field of its own, so that any of them can be wrong at once. */
    private static final List<Wrong> WRONGS = List.of(
            Wrong.at("/zone", "\"+08:00\""),
            Wrong.at("/earning/pointsPerYuan", "-1"),
            Wrong.at("/earning/maxAmountFen", "0"),
            Wrong.at("/earning/futureToleranceSeconds", "86400"),
            Wrong.at("/earning/staffBackdatingDays", "-7"),
            Wrong.at("/earning/maxPointsPerOrder", "0"),
            Wrong.at("/earning/maxPointsPerDay", "-5"),
            Wrong.at("/points/expiryMonths", "12"),
            Wrong.at("/points/graceLotDays", "-1"),
            Wrong.at("/points/pointsPerYuan", "0"),
            Wrong.at("/points/pendingDays", "1000"),
            Wrong.at("/points/completionHoldHours", "-1"),
            Wrong.at("/points/holdMinutes", "0"),
            Wrong.at("/points/adjustmentLimit", "-1"),
            Wrong.at("/points/transfers/maxPointsPerDay", "-1"),
            Wrong.at("/points/transfers/maxPerDay", "100000"),
            Wrong.at("/tiers/0/thresholdFen", "1"),
            Wrong.at("/tiers/0/thresholdVisits", "1"),
            Wrong.at("/tiers/1/code", "\"Silver Card\""),
            Wrong.at("/tiers/1/name", "\" \""),
            Wrong.at("/tiers/1/multiplierPercent", "1000"),
            Wrong.at("/tiers/1/discountPercent", "101"),
            Wrong.at("/tiers/2/multiplierPercent", "99"),
            Wrong.at("/tiers/2/discountPercent", "-1"),
            Wrong.at("/tiers/3/thresholdFen", "200000"),
            Wrong.at("/tiers/3/thresholdVisits", "400"),
            Wrong.at("/tiers/3/benefits/0", "\"\""),
            Wrong.at("/tierRules/graceDays", "400"),
            Wrong.at("/registration/welcomeTemplate", "\"\""),
            Wrong.at("/registration/minimumAgeYears", "-1"),
            new Wrong("/registration/requiredConsents/1", "\"astrology\"", "/registration/requiredConsents/1"),
            Wrong.at("/birthday/multiplierPercent", "100000"),
            Wrong.at("/birthday/daysAhead", "60"),
            Wrong.at("/birthday/daysBetween", "367"),
            Wrong.at("/birthday/templatesByTier/platinum", "\"BIRTHDAY-MEAL\""),
            Wrong.at("/birthday/cardTiers/1", "\"platinum\""),
            Wrong.at("/notices/health", "\"\""),
            Wrong.at("/orders/pointsMaxPercent", "101"),
            Wrong.at("/orders/pendingMinutes", "0"),
            Wrong.at("/orders/quoteMinutes", "61"),
            Wrong.at("/calendar/0/code", "\"birthday-month\""),
            Wrong.at("/calendar/0/name", "\"\""),
            Wrong.at("/calendar/0/days/ofMonth/1", "32"),
            Wrong.at("/calendar/0/days/ofYear/1", "\"--10-01\""),
            Wrong.at("/calendar/0/days/lunar/0/month", "13"),
            Wrong.at("/calendar/0/days/lunar/0/day", "31"),
            Wrong.at("/calendar/0/days/lunar/0/length", "0"),
            Wrong.at("/calendar/0/days/weekdays/1", "\"MONDAY\""),
            Wrong.at("/calendar/0/days/ranges/0/last", "\"2027-04-30\""),
            Wrong.at("/calendar/0/hours/0/to", "\"10:00\""),
            Wrong.at("/calendar/0/stores/1", "\"SH-999\""),
            Wrong.at("/calendar/0/tiers/1", "\"platinum\""),
            Wrong.at("/calendar/0/channels/1", "\"STORE\""),
            Wrong.at("/calendar/0/offer/discountPercent", "120"),
            Wrong.at("/calendar/0/offer/multiplierPercent", "100000"),
            Wrong.at("/calendar/0/offer/extraPoints", "-1"),
            Wrong.at("/calendar/0/offer/freeItem", "\"\""),
            new Wrong(
                    "/calendar/1/days",
                    "{\"ofMonth\": [], \"ofYear\": [], \"lunar\": [], \"weekdays\": [], \"ranges\": []}",
                    "/calendar/1/days"),
            new Wrong(
                    "/calendar/1/offer",
                    "{\"discountPercent\": 0, \"multiplierPercent\": 100, \"extraPoints\": 0}",
                    "/calendar/1/offer"));

    @Provide
    Arbitrary<Set<Wrong>> wrongs() {
        return Arbitraries.of(WRONGS).set().ofMinSize(1).ofMaxSize(8);
    }

    @Test
    void nothingIsWrongWithTheDefault() {
        assertThat(errors(Documents.valid())).isEmpty();
    }

    @Test
    void everyWrongThingAloneIsPointedAt() {
        assertThat(WRONGS).allSatisfy(wrong -> {
            ObjectNode document = Documents.valid();
            Documents.set(document, wrong.place, wrong.value);
            assertThat(pointers(document)).as(wrong.toString()).contains(wrong.pointer);
        });
    }

    @Property(tries = 300)
    void everythingThatIsWrongIsPointedAtTogether(@ForAll("wrongs") Set<Wrong> wrongs) {
        ObjectNode document = Documents.valid();
        wrongs.forEach(wrong -> Documents.set(document, wrong.place, wrong.value));
        assertThat(pointers(document))
                .containsAll(wrongs.stream().map(Wrong::pointer).toList());
    }

    @Property(tries = 200)
    void thresholdsHaveToRise(@ForAll @LongRange(min = 0, max = 600_000) long gold) {
        ObjectNode document = Documents.valid();
        Documents.set(document, "/tiers/2/thresholdFen", Long.toString(gold));
        List<String> pointers = pointers(document);
        assertThat(pointers.contains("/tiers/2/thresholdFen")).isEqualTo(gold <= 50_000);
        assertThat(pointers.contains("/tiers/3/thresholdFen")).isEqualTo(gold >= 500_000);
    }

    @ParameterizedTest
    @CsvSource({
        "SPEND, 100, 5, 200, 5, ''",
        "SPEND, 200, 5, 200, 9, /tiers/2/thresholdFen",
        "VISITS, 200, 5, 200, 9, ''",
        "VISITS, 100, 5, 200, 5, /tiers/2/thresholdVisits",
        "EITHER, 100, 5, 200, 9, ''",
        "EITHER, 100, 5, 200, 5, /tiers/2/thresholdVisits",
        "EITHER, 200, 5, 200, 9, /tiers/2/thresholdFen",
        "BOTH, 100, 5, 200, 5, ''",
        "BOTH, 200, 5, 200, 9, ''",
        "BOTH, 200, 5, 200, 5, /tiers/2/thresholdFen",
        "BOTH, 100, 9, 200, 5, /tiers/2/thresholdVisits"
    })
    void whatCountsHasToRise(String basis, long fen1, int visits1, long fen2, int visits2, String pointer) {
        ObjectNode document = Documents.valid();
        ((com.fasterxml.jackson.databind.node.ArrayNode) document.get("tiers")).remove(3);
        document.set("birthday", Documents.json("""
                {"multiplierPercent": 200, "daysAhead": 7, "daysBetween": 300, "templatesByTier": {}, "cardTiers": []}"""));
        Documents.set(document, "/tierRules/basis", '"' + basis + '"');
        Documents.set(document, "/tiers/1/thresholdFen", Long.toString(fen1));
        Documents.set(document, "/tiers/1/thresholdVisits", Integer.toString(visits1));
        Documents.set(document, "/tiers/2/thresholdFen", Long.toString(fen2));
        Documents.set(document, "/tiers/2/thresholdVisits", Integer.toString(visits2));
        assertThat(String.join(" ", pointers(document))).isEqualTo(pointer);
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, 0, true", "NONE, 1, false",
        "END_OF_YEAR, 0, true", "END_OF_YEAR, 12, false",
        "MONTHS, 12, true", "MONTHS, 0, false",
        "END_OF_MONTH, 1, true", "END_OF_MONTH, 121, false",
        "SLIDING, 120, true", "SLIDING, -1, false"
    })
    void monthsBelongToThePoliciesThatCountThem(String expiry, int months, boolean valid) {
        ObjectNode document = Documents.valid();
        Documents.set(document, "/points/expiry", '"' + expiry + '"');
        Documents.set(document, "/points/expiryMonths", Integer.toString(months));
        assertThat(pointers(document)).isEqualTo(valid ? List.of() : List.of("/points/expiryMonths"));
    }

    @Test
    void programmeWithoutTiersIsRefused() {
        ObjectNode document = Documents.valid();
        Documents.set(document, "/tiers", "[]");
        assertThat(pointers(document)).contains("/tiers", "/birthday/templatesByTier/gold", "/calendar/0/tiers/0");
    }

    @Test
    void codesAreThereOnce() {
        ObjectNode document = Documents.valid();
        Documents.set(document, "/tiers/2/code", "\"silver\"");
        Documents.set(document, "/calendar/1/code", "\"member-day\"");
        assertThat(errors(document))
                .extracting(FieldError::pointer, FieldError::code)
                .contains(
                        org.assertj.core.groups.Tuple.tuple("/tiers/2/code", "duplicate"),
                        org.assertj.core.groups.Tuple.tuple("/calendar/1/code", "duplicate"));
    }

    @Test
    void hoursOverlapOnlyWhereOneBeginsBeforeTheOtherEnds() {
        ObjectNode document = Documents.valid();
        Documents.set(document, "/calendar/0/hours/1/from", "\"14:00\"");
        assertThat(pointers(document)).isEmpty();
        Documents.set(document, "/calendar/0/hours/1/from", "\"13:59\"");
        assertThat(pointers(document)).containsExactly("/calendar/0/hours/1/from");
        Documents.set(document, "/calendar/0/hours/1", "{\"from\": \"17:00\", \"to\": \"00:00\"}");
        Documents.set(document, "/calendar/0/hours/2", "{\"from\": \"23:00\", \"to\": \"23:30\"}");
        assertThat(pointers(document)).containsExactly("/calendar/0/hours/2/from");
    }

    @Test
    void anotherTierSetIsOnlyConfiguration() {
        ObjectNode document = Documents.valid();
        String[] codes = {"ordinary", "silver", "gold", "platinum"};
        for (int i = 0; i < codes.length; i++) Documents.set(document, "/tiers/" + i + "/code", '"' + codes[i] + '"');
        Documents.set(document, "/birthday/templatesByTier", "{\"ordinary\": \"BIRTHDAY-MEAL\"}");
        Documents.set(document, "/birthday/cardTiers", "[\"platinum\"]");
        assertThat(errors(document)).isEmpty();
    }

    private static List<FieldError> errors(ObjectNode document) {
        return ProgrammeValidation.errors(Completeness.require(Documents.programme(document)), STORES);
    }

    private static List<String> pointers(ObjectNode document) {
        return errors(document).stream().map(FieldError::pointer).distinct().toList();
    }
}
