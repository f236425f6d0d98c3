package dev.huiyuan.app.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jspecify.annotations.Nullable;

/**
 * Gives every request and answer without an example one that is put together from the examples of its fields. A field
 * without an example and without a format that speaks for itself leaves the whole without one; the contract test then
 * names the operation.
 */
final class ContractExamples {
    private static final int MAX_DEPTH = 10;
    private static final String REFERENCE = "#/components/schemas/";

    /** What needs no example of its own. */
    private static final Map<String, Object> BY_FORMAT = Map.of(
            "uuid", "01980000-0000-7000-8000-000000000001",
            "date", "2026-11-21",
            "date-time", "2026-11-21T12:30:00+08:00");

    private final OpenAPI api;

    ContractExamples(OpenAPI api) {
        this.api = api;
    }

    void fill() {
        Operations.of(api).forEach(placed -> fill(placed.operation()));
    }

    private void fill(Operation operation) {
        if (operation.getRequestBody() != null) fill(operation.getRequestBody().getContent(), false);
        if (operation.getResponses() == null || operation.getResponses().getAPIResponses() == null) return;
        operation.getResponses().getAPIResponses().forEach((status, response) -> {
            if (status.startsWith("2")) fill(response.getContent(), true);
        });
    }

    private void fill(@Nullable Content content, boolean answer) {
        if (content == null || content.getMediaTypes() == null) return;
        for (MediaType media : content.getMediaTypes().values()) {
            if (media.getExample() != null || media.getExamples() != null || media.getSchema() == null) continue;
            new Assembly(answer).example(media.getSchema(), true, 0).ifPresent(media::setExample);
        }
    }

    private @Nullable Schema referred(String reference) {
        if (!reference.startsWith(REFERENCE) || api.getComponents().getSchemas() == null) return null;
        return api.getComponents().getSchemas().get(reference.substring(REFERENCE.length()));
    }

    /**
     * Puts one example together. Answers show everything; requests show of what may be left out only what has an
     * example of its own, because fields of a record may exclude each other.
     */
    private final class Assembly {
        private final boolean isAnswer;

        Assembly(boolean isAnswer) {
            this.isAnswer = isAnswer;
        }

        Optional<Object> example(@Nullable Schema schema, boolean needed, int depth) {
            if (schema == null || depth > MAX_DEPTH) return Optional.empty();
            if (schema.getExamples() != null && !schema.getExamples().isEmpty()) {
                return Optional.of(schema.getExamples().getFirst());
            }
            Optional<Object> plain = needed ? plain(schema) : Optional.empty();
            if (plain.isPresent()) return plain;
            if (schema.getRef() != null) return example(referred(schema.getRef()), needed, depth + 1);
            if (schema.getProperties() != null) return object(schema, needed, depth);
            if (schema.getItems() != null)
                return example(schema.getItems(), needed, depth + 1).map(List::of);
            return alternative(schema, needed, depth);
        }

        private Optional<Object> object(Schema schema, boolean needed, int depth) {
            Map<String, Object> fields = new LinkedHashMap<>();
            for (Map.Entry<String, Schema> property : schema.getProperties().entrySet()) {
                boolean required = isRequired(schema, property.getKey());
                Optional<Object> value = example(property.getValue(), isAnswer || required, depth + 1);
                if (value.isPresent()) fields.put(property.getKey(), value.get());
                else if (required) return Optional.empty();
            }
            return fields.isEmpty() && !needed ? Optional.empty() : Optional.of(fields);
        }

        /** The first alternative that has an example. */
        private Optional<Object> alternative(Schema schema, boolean needed, int depth) {
            List<Schema> alternatives = new ArrayList<>();
            if (schema.getAllOf() != null) alternatives.addAll(schema.getAllOf());
            if (schema.getAnyOf() != null) alternatives.addAll(schema.getAnyOf());
            if (schema.getOneOf() != null) alternatives.addAll(schema.getOneOf());
            return alternatives.stream()
                    .map(inner -> example(inner, needed, depth + 1))
                    .flatMap(Optional::stream)
                    .findFirst();
        }
    }

    /** What a type without an example says by itself. */
    private static Optional<Object> plain(Schema schema) {
        if (schema.getEnumeration() != null && !schema.getEnumeration().isEmpty()) {
            return Optional.of(schema.getEnumeration().getFirst());
        }
        if (schema.getDefaultValue() != null) return Optional.of(schema.getDefaultValue());
        if (schema.getFormat() != null && BY_FORMAT.containsKey(schema.getFormat())) {
            return Optional.of(BY_FORMAT.get(schema.getFormat()));
        }
        boolean truth = schema.getType() != null && schema.getType().contains(SchemaType.BOOLEAN);
        return truth ? Optional.of(true) : Optional.empty();
    }

    private static boolean isRequired(Schema schema, String field) {
        return schema.getRequired() != null && schema.getRequired().contains(field);
    }
}
