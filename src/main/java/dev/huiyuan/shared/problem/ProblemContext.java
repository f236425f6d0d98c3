package dev.huiyuan.shared.problem;

import java.util.Locale;

/**
 * What a request's problems are written with, also after the request's own context is gone.
 *
 * @param language Chinese, or English where the caller prefers it
 * @param traceId finds the request in the logs
 */
public record ProblemContext(Locale language, String traceId) {
    /** Writes a refusal as the body that this request's caller gets. */
    public Problem render(ProblemException exception) {
        return Problem.of(exception, language, traceId);
    }
}
