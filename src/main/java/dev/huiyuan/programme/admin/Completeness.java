package dev.huiyuan.programme.admin;

import dev.huiyuan.shared.problem.FieldError;
import dev.huiyuan.shared.problem.JsonPointers;
import dev.huiyuan.shared.problem.ProblemException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether a document that was read from JSON states everything: Jackson leaves null what is absent, and records whose
 * components are not {@link Nullable} must never be seen with one.
 */
final class Completeness {
    private Completeness() {}

    /** Returns what is complete; problem {@code validation-failed} that points at all that is missing. */
    static <T> T require(T value) {
        List<FieldError> missing = new ArrayList<>();
        walk(value, new Object[0], missing);
        if (!missing.isEmpty()) throw ProblemException.ofFields(missing);
        return value;
    }

    private static void walk(@Nullable Object value, Object[] place, List<FieldError> missing) {
        switch (value) {
            case null -> missing.add(new FieldError(JsonPointers.of(place), "required", "must not be null"));
            case Record fields -> fields(fields, place, missing);
            case List<?> elements -> {
                for (int i = 0; i < elements.size(); i++) walk(elements.get(i), Findings.then(place, i), missing);
            }
            case Map<?, ?> entries -> entries.forEach((key, entry) -> walk(entry, Findings.then(place, key), missing));
            default -> {}
        }
    }

    private static void fields(Record fields, Object[] place, List<FieldError> missing) {
        for (RecordComponent component : fields.getClass().getRecordComponents()) {
            @Nullable Object value = value(fields, component);
            boolean mayBeNull = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            if (value != null || !mayBeNull) walk(value, Findings.then(place, component.getName()), missing);
        }
    }

    private static @Nullable Object value(Record fields, RecordComponent component) {
        try {
            return component.getAccessor().invoke(fields);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
