package dev.huiyuan.shared.problem;

import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.huiyuan.shared.json.UnfitTextException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which refusal of a field it is that its JSON cannot be read. */
final class JsonErrors {
    private static final Map<Class<?>, String> TYPES = Map.of(
            String.class, "string",
            OffsetDateTime.class, "instant",
            Instant.class, "instant",
            LocalDate.class, "date",
            LocalTime.class, "time",
            UUID.class, "uuid",
            Boolean.class, "boolean",
            boolean.class, "boolean");

    private static final Set<Class<?>> INTEGERS =
            Set.of(int.class, Integer.class, long.class, Long.class, short.class, Short.class);

    private JsonErrors() {}

    static FieldError of(String pointer, JsonMappingException exception) {
        if (exception.getCause() instanceof InputCoercionException overflow) {
            return tooLarge(pointer, overflow.getTargetType());
        }
        return switch (exception) {
            case UnrecognizedPropertyException unknown -> FieldError.of(pointer, "unknown", "unknown-field");
            case UnfitTextException unfit -> FieldError.of(pointer, "format", "unfit-text");
            case InvalidFormatException format -> mistyped(pointer, "format", format.getTargetType());
            case MismatchedInputException mismatch -> mistyped(pointer, "type", mismatch.getTargetType());
            default -> FieldError.of(pointer, "type", "type");
        };
    }

    static FieldError tooLarge(String pointer, Class<?> type) {
        return FieldError.of(pointer, "out-of-range", "too-large", limits(type));
    }

    /** What a value of the type is like. */
    static FieldError mistyped(String pointer, String code, @Nullable Class<?> type) {
        if (type == null) return FieldError.of(pointer, code, "type");
        if (type.isEnum()) return FieldError.of(pointer, code, "one-of", values(type));
        return FieldError.of(pointer, code, text(type));
    }

    private static String text(Class<?> type) {
        if (INTEGERS.contains(type)) return "integer";
        if (Collection.class.isAssignableFrom(type) || type.isArray()) return "list";
        if (Map.class.isAssignableFrom(type) || type.isRecord()) return "object";
        return TYPES.getOrDefault(type, "type");
    }

    private static String values(Class<?> type) {
        StringBuilder values = new StringBuilder();
        for (Object value : type.getEnumConstants()) {
            if (!values.isEmpty()) values.append(", ");
            values.append(((Enum<?>) value).name());
        }
        return values.toString();
    }

    private static Object[] limits(Class<?> type) {
        boolean small = type == int.class || type == Integer.class;
        return small
                ? new Object[] {Integer.MIN_VALUE, Integer.MAX_VALUE}
                : new Object[] {Long.MIN_VALUE, Long.MAX_VALUE};
    }
}
