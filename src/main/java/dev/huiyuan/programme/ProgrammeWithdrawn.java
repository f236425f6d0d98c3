package dev.huiyuan.programme;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/**
 * Event: a version of the programme was withdrawn before it held.
 *
 * @param version its number
 * @param effectiveFrom the first instant at which it would have held
 * @param actor who withdrew it
 */
@RegisterForReflection
public record ProgrammeWithdrawn(int version, Instant effectiveFrom, String actor) {
    /** The event's topic. */
    public static final String TOPIC = "programme.withdrawn.v1";
}
