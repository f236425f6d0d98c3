package dev.huiyuan.programme.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.huiyuan.programme.VersionState;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class ActivationRulesTest {
    private static final Instant NOW = Instant.parse("2027-03-01T04:00:00.123456789Z");
    private static final Duration LEAD = Duration.ofSeconds(15);
    private static final Instant LONG_AGO = Instant.EPOCH;

    @Test
    void versionHoldsAsSoonAsEveryInstanceCanHaveReadIt() {
        assertThat(ActivationRules.effectiveFrom(null, after(LONG_AGO)))
                .isEqualTo(Instant.parse("2027-03-01T04:00:15.123456Z"));
    }

    @Test
    void versionHoldsFromTheInstantThatIsAskedFor() {
        Instant asked = Instant.parse("2027-04-01T00:00:00Z");
        assertThat(ActivationRules.effectiveFrom(asked, after(LONG_AGO))).isEqualTo(asked);
    }

    @Test
    void versionNeverHoldsInThePastNorBeforeEveryInstanceHasReadIt() {
        refused(NOW.minusSeconds(1), LONG_AGO, ProblemCode.PROGRAMME_TIME_REFUSED);
        refused(NOW.plusSeconds(14), LONG_AGO, ProblemCode.PROGRAMME_TIME_REFUSED);
        assertThat(ActivationRules.effectiveFrom(NOW.plusSeconds(15), after(LONG_AGO)))
                .isAfter(NOW);
    }

    @Test
    void versionIsNotPlannedMoreThanAYearAhead() {
        refused(NOW.plus(Duration.ofDays(367)), LONG_AGO, ProblemCode.PROGRAMME_TIME_REFUSED);
        assertThat(ActivationRules.effectiveFrom(NOW.plus(Duration.ofDays(365)), after(LONG_AGO)))
                .isAfter(NOW);
    }

    @Test
    void versionFollowsTheLastOne() {
        Instant last = NOW.plus(Duration.ofDays(10));
        refused(last, last, ProblemCode.PROGRAMME_VERSIONS_OVERLAP);
        refused(last.minusSeconds(1), last, ProblemCode.PROGRAMME_VERSIONS_OVERLAP);
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> ActivationRules.effectiveFrom(null, after(last)))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ProblemCode.PROGRAMME_VERSIONS_OVERLAP));
        assertThat(ActivationRules.effectiveFrom(last.plusSeconds(1), after(last)))
                .isAfter(last);
    }

    @Test
    void onlyWhatHeldAndIsNotTheLastOneIsBroughtBack() {
        VersionRecord last = version(3, NOW, VersionState.SCHEDULED);
        assertThatCode(() -> ActivationRules.requireRestorable(version(1, LONG_AGO, VersionState.ENDED), last))
                .doesNotThrowAnyException();
        assertThatCode(() -> ActivationRules.requireRestorable(version(2, LONG_AGO, VersionState.ACTIVE), last))
                .doesNotThrowAnyException();
        for (VersionRecord never : new VersionRecord[] {
            last, version(2, NOW, VersionState.WITHDRAWN), version(2, NOW, VersionState.SCHEDULED)
        }) {
            assertThatExceptionOfType(ProblemException.class)
                    .isThrownBy(() -> ActivationRules.requireRestorable(never, last));
        }
        VersionRecord only = version(1, LONG_AGO, VersionState.ACTIVE);
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> ActivationRules.requireRestorable(only, only));
    }

    @Test
    void onlyWhatEveryInstanceWillKnowInTimeIsWithdrawn() {
        assertThatCode(() -> ActivationRules.requireWithdrawable(
                        version(2, NOW.plusSeconds(15), VersionState.SCHEDULED), NOW, LEAD))
                .doesNotThrowAnyException();
        for (VersionRecord late : new VersionRecord[] {
            version(2, NOW.plusSeconds(14), VersionState.SCHEDULED),
            version(2, NOW.minusSeconds(1), VersionState.ACTIVE),
            version(2, NOW.plusSeconds(100), VersionState.WITHDRAWN)
        }) {
            assertThatExceptionOfType(ProblemException.class)
                    .isThrownBy(() -> ActivationRules.requireWithdrawable(late, NOW, LEAD))
                    .satisfies(refusal ->
                            assertThat(refusal.code()).isEqualTo(ProblemCode.PROGRAMME_VERSION_NOT_SCHEDULED));
        }
    }

    private static void refused(Instant asked, Instant last, ProblemCode code) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> ActivationRules.effectiveFrom(asked, after(last)))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    private static ActivationRules.Situation after(Instant last) {
        return new ActivationRules.Situation(
                version(1, last, VersionState.ACTIVE), NOW, LEAD, ZoneId.of("Asia/Shanghai"));
    }

    private static VersionRecord version(int number, Instant from, VersionState state) {
        return new VersionRecord(
                number, from, state, VersionOrigin.DEFAULT, null, LONG_AGO, null, null, null, null, null);
    }
}
