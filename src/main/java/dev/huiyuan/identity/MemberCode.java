package dev.huiyuan.identity;

import java.time.Instant;

/**
 * A code that a member shows at the till.
 *
 * @param code the text of the QR code
 * @param expiresAt the first instant at which it is refused
 */
public record MemberCode(String code, Instant expiresAt) {}
