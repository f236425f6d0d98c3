package dev.huiyuan.shared.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The body of every answer that is not a success (RFC 9457).
 *
 * @param type {@code urn:huiyuan:problem:<code>}
 * @param title what kind of problem this is, in the caller's language
 * @param status the HTTP status
 * @param detail what happened, fit to be shown to a diner
 * @param code the problem's code, the last part of the type
 * @param traceId finds the request in the logs
 * @param retryAfterSeconds when to try again, where that makes sense
 * @param errors the refused fields
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String code,
        String traceId,
        @Nullable Integer retryAfterSeconds,
        List<FieldError> errors) {
    /** The media type of problems. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** The problem of an exception, in a language. */
    public static Problem of(ProblemException exception, Locale language, String traceId) {
        ProblemCode code = exception.code();
        return new Problem(
                code.type(),
                code.title(language),
                code.status(),
                code.detail(language, exception.arguments()),
                code.code(),
                traceId,
                exception.retryAfterSeconds(),
                exception.errors().stream().map(error -> error.in(language)).toList());
    }
}
