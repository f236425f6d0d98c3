package dev.huiyuan.shared.idempotency;

import dev.huiyuan.shared.problem.ProblemContext;

/**
 * A request that may be repeated.
 *
 * @param scope whose key it is, and of which route
 * @param key the caller's key
 * @param hash SHA-256 of the canonical request, 32 bytes
 * @param problems how refusals of this request are written
 */
public record IdempotencyRequest(String scope, String key, byte[] hash, ProblemContext problems) {}
