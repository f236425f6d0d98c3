package dev.huiyuan.shared.problem;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A refusal on its way to the caller. It carries no stack trace: it is an answer, not a defect. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ProblemCode code;
    private final transient Object[] arguments;
    private final transient List<FieldError> errors;
    private final @Nullable Integer retryAfterSeconds;

    ProblemException(ProblemCode code, Object... arguments) {
        this(code, arguments, List.of(), null);
    }

    private ProblemException(
            ProblemCode code, Object[] arguments, List<FieldError> errors, @Nullable Integer retryAfterSeconds) {
        super(code.code(), null, false, false);
        this.code = code;
        this.arguments = arguments;
        this.errors = errors;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /** The refusal of one field, as {@link ProblemCode#VALIDATION_FAILED}. */
    public static ProblemException ofField(String pointer, String code, String detail) {
        return ofFields(List.of(new FieldError(pointer, code, detail)));
    }

    /** The refusal of several fields, as {@link ProblemCode#VALIDATION_FAILED}. */
    public static ProblemException ofFields(List<FieldError> errors) {
        return new ProblemException(ProblemCode.VALIDATION_FAILED, new Object[0], List.copyOf(errors), null);
    }

    /** The same refusal, pointing at the fields that it is about. */
    public ProblemException at(FieldError... fields) {
        return new ProblemException(code, arguments, List.of(fields), retryAfterSeconds);
    }

    /** The same refusal with the time after which a retry makes sense, in seconds. */
    public ProblemException retryAfter(int seconds) {
        return new ProblemException(code, arguments, errors, seconds);
    }

    public ProblemCode code() {
        return code;
    }

    Object[] arguments() {
        return arguments;
    }

    /** The fields that it is about; empty where it is about no field. */
    public List<FieldError> errors() {
        return errors;
    }

    @Nullable
    Integer retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
