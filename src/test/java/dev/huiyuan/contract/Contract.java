package dev.huiyuan.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The contract of this state of the code, which the test's start has generated, operation by operation. */
record Contract(JsonNode api) {
    private static final Path GENERATED = Path.of("target/openapi/openapi.json");
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete");
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(VersionFlag.V202012);

    static Contract generated() {
        try {
            return new Contract(new ObjectMapper().readTree(GENERATED.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Operation> operations() {
        List<Operation> found = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : api.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                if (METHODS.contains(method.getKey()))
                    found.add(new Operation(
                            method.getKey().toUpperCase(Locale.ROOT), path.getKey(), method.getValue(), api));
            }
        }
        return found;
    }

    /** An operation as it stands in the contract. */
    record Operation(String method, String path, JsonNode node, JsonNode api) {
        boolean hasBody() {
            return node.has("requestBody");
        }

        Set<String> roles() {
            Set<String> roles = new HashSet<>();
            node.path("x-roles").forEach(role -> roles.add(role.asText()));
            return roles;
        }

        /** The parameters, those that are shared too. */
        List<JsonNode> parameters() {
            return StreamSupport.stream(node.path("parameters").spliterator(), false)
                    .map(this::resolved)
                    .toList();
        }

        /** The examples of the request's body, each with its media type. */
        List<Map.Entry<String, JsonNode>> bodies() {
            return node.path("requestBody").path("content").properties().stream()
                    .flatMap(media -> Stream.concat(
                                    Stream.of(media.getValue().path("example")),
                                    StreamSupport.stream(
                                                    media.getValue()
                                                            .path("examples")
                                                            .spliterator(),
                                                    false)
                                            .map(example -> resolved(example).path("value")))
                            .filter(example -> !example.isMissingNode())
                            .map(example -> Map.entry(media.getKey(), example)))
                    .toList();
        }

        boolean documents(int status) {
            return node.path("responses").has(Integer.toString(status));
        }

        /** What an answer has against its schema. */
        List<String> against(int status, JsonNode answer) {
            JsonNode schema = resolved(node.path("responses").path(Integer.toString(status)))
                    .path("content")
                    .path("application/json")
                    .path("schema");
            if (schema.isMissingNode()) return List.of();
            ObjectNode document = schema.deepCopy();
            document.putObject("components")
                    .set("schemas", api.path("components").path("schemas"));
            return SCHEMAS.getSchema(document).validate(answer).stream()
                    .map(ValidationMessage::getMessage)
                    .toList();
        }

        private JsonNode resolved(JsonNode place) {
            String reference = place.path("$ref").asText();
            return reference.startsWith("#/") ? api.at(reference.substring(1)) : place;
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }
}
