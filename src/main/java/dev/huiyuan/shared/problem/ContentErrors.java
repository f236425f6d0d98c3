package dev.huiyuan.shared.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What is wrong with content, field by field: of a request, or of a line of an upload. */
public final class ContentErrors {
    private ContentErrors() {}

    /** The violations of Bean Validation, by pointer. */
    public static List<FieldError> of(Collection<? extends ConstraintViolation<?>> violations) {
        return violations.stream()
                .map(violation -> ConstraintTexts.of(pointer(violation.getPropertyPath()), violation))
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
        return ProblemException.ofFields(List.of(JsonErrors.of(pointer, mapping)));
    }

    /** A parameter of the address that is not of its type. */
    public static ProblemException ofParameter(String name, Class<?> type) {
        return ProblemException.ofFields(List.of(JsonErrors.mistyped(name, "format", type)));
    }

    /** A parameter of the address that is a number beyond its type. */
    public static ProblemException ofLargeParameter(String name, Class<?> type) {
        return ProblemException.ofFields(List.of(JsonErrors.tooLarge(name, type)));
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
        return nodes.isEmpty() || isBody(nodes)
                ? ""
                : String.valueOf(nodes.getLast().getName());
    }

    /** Whether it is all of the body: its parameter's name means nothing to the caller. */
    private static boolean isBody(List<Path.Node> nodes) {
        if (nodes.getLast().getKind() != ElementKind.PARAMETER) return false;
        int index = nodes.getLast().as(Path.ParameterNode.class).getParameterIndex();
        Class<?> type =
                nodes.getFirst().as(Path.MethodNode.class).getParameterTypes().get(index);
        return type.isRecord() || type == byte[].class;
    }

    private static String step(Path.Node node) {
        String index = node.getIndex() == null ? "" : "/" + node.getIndex();
        return node.getKind() == ElementKind.PROPERTY ? index + "/" + node.getName() : index;
    }
}
