package dev.huiyuan.programme;

import dev.huiyuan.shared.problem.FieldError;
import dev.huiyuan.shared.problem.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From when a version of a store may hold, and until when it can be withdrawn. */
final class StoreRules {
    private static final Duration FURTHEST = Duration.ofDays(366);

    private StoreRules() {}

    /**
     * The first instant of a new version.
     *
     * @param asked the instant asked for; null for now
     * @param last the version that it follows; empty for a new store
     * @return problems {@code programme-time-refused} in the past or too late, {@code programme-versions-overlap} at or
     *     before the last version
     */
    static Instant effectiveFrom(@Nullable Instant asked, Optional<StoreVersion> last, Instant now, ZoneId zone) {
        Instant from = asked == null ? now : asked.truncatedTo(ChronoUnit.MICROS);
        Instant latest = now.plus(FURTHEST);
        if (from.isBefore(now) || from.isAfter(latest)) {
            throw ProblemCode.PROGRAMME_TIME_REFUSED
                    .with(told(now, zone), told(latest, zone))
                    .at(new FieldError("/effectiveFrom", "out-of-range", "too early or too late"));
        }
        last.filter(version -> !from.isAfter(version.effectiveFrom())).ifPresent(version -> {
            throw ProblemCode.PROGRAMME_VERSIONS_OVERLAP.with(
                    Integer.toString(version.version()), told(version.effectiveFrom(), zone));
        });
        return from;
    }

    /**
     * Refuses to withdraw what holds already or may hold somewhere before every instance has read that it was withdrawn:
     * problem {@code programme-version-not-scheduled}.
     */
    static void requireWithdrawable(StoreVersion version, Instant now, Duration lead) {
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
