package dev.huiyuan.programme.admin;

import dev.huiyuan.programme.VersionState;
import dev.huiyuan.shared.problem.FieldError;
import dev.huiyuan.shared.problem.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** From when a version may hold, and until when it can be withdrawn. */
final class ActivationRules {
    /** Who plans further ahead plans with a draft. */
    static final Duration FURTHEST = Duration.ofDays(366);

    private ActivationRules() {}

    /**
     * The situation in which a version is activated.
     *
     * @param last the version after which it has to hold
     * @param now the present
     * @param lead how long every instance may take to read it
     * @param zone in which times are told
     */
    record Situation(VersionRecord last, Instant now, Duration lead, ZoneId zone) {
        Instant earliest() {
            return now.plus(lead).truncatedTo(ChronoUnit.MICROS);
        }
    }

    /**
     * The first instant of a new version.
     *
     * @param asked the instant asked for; null for the earliest
     * @return problems {@code programme-time-refused} too early or too late, {@code programme-versions-overlap} at or
     *     before the last version
     */
    static Instant effectiveFrom(@Nullable Instant asked, Situation situation) {
        Instant earliest = situation.earliest();
        Instant from = asked == null ? earliest : asked.truncatedTo(ChronoUnit.MICROS);
        Instant latest = situation.now().plus(FURTHEST);
        if (from.isBefore(earliest) || from.isAfter(latest)) {
            throw ProblemCode.PROGRAMME_TIME_REFUSED
                    .with(told(earliest, situation.zone()), told(latest, situation.zone()))
                    .at(new FieldError("/effectiveFrom", "out-of-range", "too early or too late"));
        }
        VersionRecord last = situation.last();
        if (!from.isAfter(last.effectiveFrom())) {
            throw ProblemCode.PROGRAMME_VERSIONS_OVERLAP.with(
                    Integer.toString(last.version()), told(last.effectiveFrom(), situation.zone()));
        }
        return from;
    }

    /**
     * Refuses to bring back what cannot be brought back: problem {@code programme-rollback-refused} for a version that
     * never held, and for the last one, after which nothing has changed.
     */
    static void requireRestorable(VersionRecord earlier, VersionRecord last) {
        boolean held = earlier.state() == VersionState.ACTIVE || earlier.state() == VersionState.ENDED;
        if (!held || earlier.version() == last.version()) {
            throw ProblemCode.PROGRAMME_ROLLBACK_REFUSED.with(Integer.toString(earlier.version()));
        }
    }

    /**
     * Refuses to withdraw what holds already or may hold somewhere before every instance has read that it was withdrawn:
     * problem {@code programme-version-not-scheduled}.
     */
    static void requireWithdrawable(VersionRecord version, Instant now, Duration lead) {
        boolean inTime = !version.effectiveFrom().isBefore(now.plus(lead));
        if (version.state() != VersionState.SCHEDULED || !inTime) {
            throw ProblemCode.PROGRAMME_VERSION_NOT_SCHEDULED.with(Integer.toString(version.version()));
        }
    }

    private static String told(Instant instant, ZoneId zone) {
        return instant.atZone(zone)
                .truncatedTo(ChronoUnit.SECONDS)
                .toOffsetDateTime()
                .toString();
    }
}
