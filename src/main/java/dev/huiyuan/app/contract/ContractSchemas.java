package dev.huiyuan.app.contract;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.RecordComponentInfo;
import org.jboss.jandex.Type;
import org.jspecify.annotations.Nullable;

/**
 * Completes the schemas: integers stay exact in JavaScript, requests refuse unknown fields, what a record cannot do
 * without is required, and nothing stands there that is no part of a request or answer of ours.
 */
final class ContractSchemas {
    /** 2^53 - 1: the largest integer that every JSON reader keeps exact. */
    static final BigDecimal MAX_SAFE_INTEGER = BigDecimal.valueOf(9_007_199_254_740_991L);

    private static final DotName NULLABLE = DotName.createSimple("org.jspecify.annotations.Nullable");
    private static final DotName SCHEMA =
            DotName.createSimple("org.eclipse.microprofile.openapi.annotations.media.Schema");
    private static final DotName INCLUDE = DotName.createSimple("com.fasterxml.jackson.annotation.JsonInclude");
    /** Schemas of generic pages are named by the page and what is on it. */
    private static final String PAGE = "Page";

    private static final String OURS = "dev.huiyuan.";
    private static final String REFERENCE = "#/components/schemas/";

    /** What the generator makes schemas of their own, although it is one word. */
    private static final Map<String, String> FORMATS =
            Map.of("UUID", "uuid", "LocalDate", "date", "OffsetDateTime", "date-time", "Instant", "date-time");

    private final OpenAPI api;
    private final Map<String, Schema> schemas;
    private final Map<String, ClassInfo> records = new HashMap<>();

    ContractSchemas(OpenAPI api, IndexView index) {
        this.api = api;
        schemas = api.getComponents().getSchemas() == null
                ? Map.of()
                : api.getComponents().getSchemas();
        index.getKnownClasses().stream()
                .filter(type -> type.isRecord() && type.name().toString().startsWith(OURS))
                .sorted(Comparator.comparing(ClassInfo::name))
                .forEach(this::know);
    }

    /** A record that is given its schema's name goes before one that only happens to be called the same. */
    private void know(ClassInfo type) {
        @Nullable AnnotationInstance schema = type.declaredAnnotation(SCHEMA);
        if (schema == null || schema.value("name") == null) records.putIfAbsent(type.simpleName(), type);
        else records.put(schema.value("name").asString(), type);
    }

    void complete() {
        List<Operation> operations =
                Operations.of(api).stream().map(Operations.Placed::operation).toList();
        operations.forEach(this::dropForeignBody);
        schemas.values().forEach(schema -> walk(schema, ContractSchemas::polish));
        operations.stream().flatMap(ContractSchemas::roots).forEach(schema -> walk(schema, ContractSchemas::polish));
        Set<String> requests = reachable(operations.stream().flatMap(ContractSchemas::request));
        Set<String> responses = reachable(operations.stream().flatMap(ContractSchemas::responses));
        schemas.forEach((name, schema) -> {
            boolean answered = responses.contains(name);
            boolean page = name.startsWith(PAGE) && !records.containsKey(name);
            @Nullable ClassInfo type = records.get(page ? PAGE : name);
            if (type != null && schema.getProperties() != null) describe(schema, type, answered);
            if (requests.contains(name) && !answered && schema.getProperties() != null) {
                schema.setAdditionalPropertiesSchema(OASFactory.createSchema().booleanSchema(false));
            }
        });
        Set<String> used = reachable(operations.stream().flatMap(ContractSchemas::roots));
        schemas.keySet().stream()
                .filter(name -> !used.contains(name))
                .toList()
                .forEach(api.getComponents()::removeSchema);
    }

    /** What is handed to a resource beside the request is taken for its body where it has none. */
    private void dropForeignBody(Operation operation) {
        boolean foreign = request(operation)
                .map(ContractSchemas::referred)
                .filter(Objects::nonNull)
                .anyMatch(name -> !records.containsKey(name));
        if (foreign) operation.setRequestBody(null);
    }

    private static void describe(Schema schema, ClassInfo type, boolean answered) {
        // Nothing but components is read and written, whatever else looks like a property.
        List<String> components =
                type.recordComponents().stream().map(RecordComponentInfo::name).toList();
        schema.getProperties().keySet().stream()
                .filter(name -> !components.contains(name))
                .toList()
                .forEach(schema::removeProperty);
        if (answered) admitNulls(schema, type);
        require(schema, type, answered);
    }

    /** Answers leave out what is null, unless their record says otherwise. */
    private static void admitNulls(Schema schema, ClassInfo type) {
        if (!writesNulls(type)) return;
        for (RecordComponentInfo component : type.recordComponents()) {
            Schema property = schema.getProperties().get(component.name());
            if (property != null && component.type().hasAnnotation(NULLABLE)) property.addType(SchemaType.NULL);
        }
    }

    private static boolean writesNulls(ClassInfo type) {
        @Nullable AnnotationInstance include = type.declaredAnnotation(INCLUDE);
        return include != null
                && include.value() != null
                && include.value().asEnum().equals("ALWAYS");
    }

    /** Answers leave nothing out but what may be null; requests must state what has no null in Java. */
    private static void require(Schema schema, ClassInfo type, boolean answered) {
        List<String> required =
                schema.getRequired() == null ? new ArrayList<>() : new ArrayList<>(schema.getRequired());
        for (RecordComponentInfo component : type.recordComponents()) {
            boolean present = answered
                    ? writesNulls(type) || !component.type().hasAnnotation(NULLABLE)
                    : component.type().kind() == Type.Kind.PRIMITIVE;
            if (present
                    && schema.getProperties().containsKey(component.name())
                    && !required.contains(component.name())) {
                required.add(component.name());
            }
        }
        if (!required.isEmpty()) schema.setRequired(required);
    }

    private static void polish(Schema schema) {
        @Nullable
        String format = schema.getRef() == null ? null : FORMATS.get(Objects.requireNonNullElse(referred(schema), ""));
        if (format != null) {
            schema.setRef(null);
            schema.setType(List.of(SchemaType.STRING));
            schema.setFormat(format);
        }
        limit(schema);
    }

    private static void limit(Schema schema) {
        boolean integer = schema.getType() != null && schema.getType().contains(SchemaType.INTEGER);
        if (integer
                && "int64".equals(schema.getFormat())
                && schema.getMaximum() == null
                && schema.getExclusiveMaximum() == null) {
            schema.setMaximum(MAX_SAFE_INTEGER);
        }
    }

    private Set<String> reachable(Stream<Schema> roots) {
        Set<String> found = new HashSet<>();
        Deque<Schema> open = new ArrayDeque<>(roots.toList());
        while (!open.isEmpty()) {
            walk(open.pop(), schema -> {
                String name = referred(schema);
                if (name != null && found.add(name) && schemas.containsKey(name)) open.push(schemas.get(name));
            });
        }
        return found;
    }

    private static @Nullable String referred(Schema schema) {
        String reference = schema.getRef();
        return reference != null && reference.startsWith(REFERENCE) ? reference.substring(REFERENCE.length()) : null;
    }

    /** Everything that an operation says itself. */
    private static Stream<Schema> roots(Operation operation) {
        Stream<Schema> parameters = operation.getParameters() == null
                ? Stream.of()
                : operation.getParameters().stream().map(Parameter::getSchema).filter(Objects::nonNull);
        return Stream.of(parameters, request(operation), responses(operation)).flatMap(Function.identity());
    }

    private static Stream<Schema> request(Operation operation) {
        return operation.getRequestBody() == null
                ? Stream.of()
                : content(operation.getRequestBody().getContent());
    }

    private static Stream<Schema> responses(Operation operation) {
        if (operation.getResponses() == null || operation.getResponses().getAPIResponses() == null) return Stream.of();
        return operation.getResponses().getAPIResponses().values().stream()
                .flatMap(response -> content(response.getContent()));
    }

    private static Stream<Schema> content(@Nullable Content content) {
        if (content == null || content.getMediaTypes() == null) return Stream.of();
        return content.getMediaTypes().values().stream()
                .filter(media -> media.getSchema() != null)
                .map(media -> media.getSchema());
    }

    /** Visits a schema and what stands inside it; references are not followed. */
    static void walk(@Nullable Schema schema, Consumer<Schema> visitor) {
        if (schema == null) return;
        visitor.accept(schema);
        if (schema.getProperties() != null) schema.getProperties().values().forEach(inner -> walk(inner, visitor));
        walk(schema.getItems(), visitor);
        walk(schema.getAdditionalPropertiesSchema(), visitor);
        for (List<Schema> group : groups(schema)) group.forEach(inner -> walk(inner, visitor));
    }

    private static List<List<Schema>> groups(Schema schema) {
        List<List<Schema>> groups = new ArrayList<>();
        if (schema.getAllOf() != null) groups.add(schema.getAllOf());
        if (schema.getAnyOf() != null) groups.add(schema.getAnyOf());
        if (schema.getOneOf() != null) groups.add(schema.getOneOf());
        return groups;
    }
}
