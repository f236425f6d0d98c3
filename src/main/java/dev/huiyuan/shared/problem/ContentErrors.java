package dev.huiyuan.shared.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What is wrong with content, field by field: of a request, or of a line of an upload. */
public final class ContentErrors {
    private ContentErrors() {}

    /** The violations of Bean Validation, by pointer. */
    public static List<FieldError> of(Collection<? extends ConstraintViolation<?>> violations) {
        return violations.stream()
                .map(ContentErrors::one)
                .sorted(Comparator.comparing(FieldError::pointer))
                .toList();
    }

    /** What is wrong with a document that cannot be read into its record. */
    public static ProblemException of(JsonProcessingException exception) {
        // A record that refuses its own content: at the root of the body there is no path.
        if (exception.getCause() instanceof ProblemException refusal) return refusal;
        if (!(exception instanceof JsonMappingException mapping)
                || mapping.getPath().isEmpty()) {
            return ProblemCode.REQUEST_MALFORMED.with();
        }
        String pointer = JsonPointers.of(mapping.getPath().stream()
                .map(step -> step.getFieldName() == null ? Integer.toString(step.getIndex()) : step.getFieldName())
                .toArray());
        return switch (exception) {
            case UnrecognizedPropertyException unknown -> ProblemException.ofField(pointer, "unknown", "unknown field");
            case InvalidFormatException format -> ProblemException.ofField(pointer, "format", "malformed value");
            default -> ProblemException.ofField(pointer, "type", "missing value or wrong type");
        };
    }

    private static FieldError one(ConstraintViolation<?> violation) {
        String constraint = violation
                .getConstraintDescriptor()
                .getAnnotation()
                .annotationType()
                .getSimpleName()
                .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
        String code = switch (constraint) {
            case "not-null", "not-blank", "not-empty" -> "required";
            case "min", "max", "size", "positive", "positive-or-zero" -> "out-of-range";
            case "pattern" -> "format";
            default -> constraint;
        };
        return new FieldError(pointer(violation.getPropertyPath()), code, violation.getMessage());
    }

    /** The path without the Java method and parameter that Bean Validation puts in front. */
    private static String pointer(Path path) {
        List<Path.Node> nodes = StreamSupport.stream(path.spliterator(), false).toList();
        String inBody = nodes.stream()
                .filter(node ->
                        node.getKind() == ElementKind.PROPERTY || node.getKind() == ElementKind.CONTAINER_ELEMENT)
                .map(ContentErrors::step)
                .collect(Collectors.joining());
        if (!inBody.isEmpty()) return inBody;
        @Nullable String last = nodes.isEmpty() ? null : nodes.getLast().getName();
        return last == null ? "" : last;
    }

    private static String step(Path.Node node) {
        String index = node.getIndex() == null ? "" : "/" + node.getIndex();
        return node.getKind() == ElementKind.PROPERTY ? index + "/" + node.getName() : index;
    }
}
