package dev.huiyuan.shared.problem;

import jakarta.validation.ConstraintViolation;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Which refusal of a field each constraint of Bean Validation is. */
final class ConstraintTexts {
    private static final String REQUIRED = "required";
    private static final String OUT_OF_RANGE = "out-of-range";

    private ConstraintTexts() {}

    static FieldError of(String pointer, ConstraintViolation<?> violation) {
        Map<String, Object> limits = violation.getConstraintDescriptor().getAttributes();
        String name = violation
                .getConstraintDescriptor()
                .getAnnotation()
                .annotationType()
                .getSimpleName();
        return switch (name) {
            case "NotNull", "NotBlank", "NotEmpty" -> FieldError.of(pointer, REQUIRED, REQUIRED);
            case "Min" -> FieldError.of(pointer, OUT_OF_RANGE, "min", limit(limits, "value"));
            case "Max" -> FieldError.of(pointer, OUT_OF_RANGE, "max", limit(limits, "value"));
            case "Positive" -> FieldError.of(pointer, OUT_OF_RANGE, "min", 1);
            case "PositiveOrZero" -> FieldError.of(pointer, OUT_OF_RANGE, "min", 0);
            case "Size" -> size(pointer, violation.getInvalidValue() instanceof CharSequence, limits);
            case "Pattern" -> PatternTexts.of(pointer, String.valueOf(limits.get("regexp")));
            case "AssertTrue" -> FieldError.of(pointer, "assert-true", "one-of", "true");
            default -> new FieldError(pointer, kebab(name), violation.getMessage());
        };
    }

    private static FieldError size(String pointer, boolean text, Map<String, Object> limits) {
        String what = text ? "length" : "count";
        Object least = limit(limits, "min");
        Object most = limit(limits, "max");
        if (Integer.valueOf(0).equals(least)) return FieldError.of(pointer, OUT_OF_RANGE, what + "-max", most);
        if (Integer.valueOf(Integer.MAX_VALUE).equals(most)) {
            return FieldError.of(pointer, OUT_OF_RANGE, what + "-min", least);
        }
        return FieldError.of(pointer, OUT_OF_RANGE, what, least, most);
    }

    private static Object limit(Map<String, Object> limits, String name) {
        return Objects.requireNonNull(limits.get(name), name);
    }

    private static String kebab(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
}
