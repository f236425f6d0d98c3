package dev.huiyuan.programme;

import java.time.Instant;
import java.util.Map;

/**
 * A version of the programme with the time from which it holds.
 *
 * @param version its number
 * @param effectiveFrom the first instant at which it holds
 * @param rules the rules
 * @param occasions their calendar
 */
public record ProgrammeVersion(int version, Instant effectiveFrom, Programme rules, Occasions occasions) {
    /** A version without stores: none of its occasions may ask for one. */
    public ProgrammeVersion(int version, Instant effectiveFrom, Programme rules) {
        this(version, effectiveFrom, rules, new Occasions(rules, Map.of()));
    }
}
