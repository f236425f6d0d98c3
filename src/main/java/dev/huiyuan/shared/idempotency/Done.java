package dev.huiyuan.shared.idempotency;

/**
 * What a piece of work succeeded with.
 *
 * @param status the HTTP status, 200 to 299
 * @param body the answer, a record written as JSON
 */
public record Done(int status, Object body) {}
