package dev.huiyuan.points.core;

import dev.huiyuan.programme.ProgrammeVersion;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the rules take from outside.
 *
 * @param now the present, with microseconds as the database keeps them
 * @param rules the brand's rules at an instant
 * @param ids makes ids of entries that passing time books
 */
public record Setting(Instant now, Function<Instant, ProgrammeVersion> rules, Supplier<UUID> ids) {
    ProgrammeVersion rulesAt(Instant instant) {
        return rules.apply(instant);
    }

    ProgrammeVersion rulesNow() {
        return rules.apply(now);
    }
}
