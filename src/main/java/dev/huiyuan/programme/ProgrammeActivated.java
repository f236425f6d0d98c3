package dev.huiyuan.programme;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Event: a version of the programme is settled and holds from a time on.
 *
 * @param version its number
 * @param effectiveFrom the first instant at which it holds
 * @param restoredVersion the version whose rules it brings back, if it does
 * @param actor who activated it
 */
@RegisterForReflection
public record ProgrammeActivated(
        int version, Instant effectiveFrom, @Nullable Integer restoredVersion, String actor) {
    /** The event's topic. */
    public static final String TOPIC = "programme.activated.v1";
}
