package dev.huiyuan.programme;

import java.time.Instant;

/**
 * A version of the programme with the time from which it holds.
 *
 * @param version its number
 * @param effectiveFrom the first instant at which it holds
 * @param rules the rules
 */
public record ProgrammeVersion(int version, Instant effectiveFrom, Programme rules) {}
