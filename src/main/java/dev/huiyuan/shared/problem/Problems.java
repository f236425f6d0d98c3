package dev.huiyuan.shared.problem;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the problems of its own that an operation answers with. The contract lists them at the operation, beside the
 * ones that follow from how the operation is declared and need no mention: validation, sign-in, permissions, overload,
 * a path parameter (not found), a cursor, {@code If-Match} (version required or stale), {@code @Idempotent}.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Problems {

    /** The operation's own codes. */
    ProblemCode[] value();
}
