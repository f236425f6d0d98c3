package dev.huiyuan.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What a client's developer would miss in an OpenAPI document, as one sentence each. */
final class ContractLint {
    private static final String PROBLEM = "application/problem+json";
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete");
    private static final Set<String> FORMATS = Set.of("uuid", "date", "date-time");
    private static final Pattern OPERATION_ID = Pattern.compile("[a-z][A-Za-z0-9]+");

    private final JsonNode api;
    private boolean brokenReferences;
    private final List<String> findings = new ArrayList<>();
    private final Set<String> operationIds = new HashSet<>();
    private final JsonSchemaFactory schemas = JsonSchemaFactory.getInstance(VersionFlag.V202012);

    private ContractLint(JsonNode api) {
        this.api = api;
    }

    /** Everything that is missing or wrong; empty for a good contract. */
    static List<String> findings(JsonNode api) {
        ContractLint lint = new ContractLint(api);
        lint.document();
        return lint.findings;
    }

    private void document() {
        if (api.toString().contains("localhost")) findings.add("the document names localhost");
        for (JsonNode tag : api.path("tags")) {
            if (tag.path("description").asText().isBlank())
                findings.add("tag " + tag.path("name") + " has no description");
        }
        references(api);
        unused();
        integers("schemas", api.path("components").path("schemas"));
        for (Map.Entry<String, JsonNode> path : api.path("paths").properties()) {
            if (!path.getKey().startsWith("/v1/")) findings.add(path.getKey() + " is not below /v1");
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                if (METHODS.contains(method.getKey())) {
                    operation(
                            method.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey(),
                            method.getValue());
                }
            }
        }
    }

    private void operation(String name, JsonNode operation) {
        String id = operation.path("operationId").asText();
        if (!OPERATION_ID.matcher(id).matches()) findings.add(name + ": no operationId in camelCase");
        else if (!operationIds.add(id)) findings.add(name + ": operationId " + id + " is taken");
        if (operation.path("summary").asText().isBlank()) findings.add(name + ": no summary");
        if (operation.path("tags").isEmpty()) findings.add(name + ": no tag");
        integers(name, operation.path("parameters"));
        if (name.startsWith("GET ") && operation.has("requestBody")) findings.add(name + ": a GET with a body");
        content(name + ": request", operation.path("requestBody").path("content"));
        responses(name, operation.path("responses"));
    }

    private void responses(String name, JsonNode responses) {
        boolean success = false;
        boolean problem = false;
        for (Map.Entry<String, JsonNode> entry : responses.properties()) {
            JsonNode response = resolved(entry.getValue());
            if (entry.getKey().startsWith("2")) {
                success = true;
                content(name + ": answer " + entry.getKey(), response.path("content"));
                if (!entry.getKey().equals("204") && response.path("content").isEmpty()) {
                    findings.add(name + ": answer " + entry.getKey() + " has no body");
                }
            } else if (response.path("content").has(PROBLEM)) problem = true;
            else findings.add(name + ": answer " + entry.getKey() + " is not a problem");
        }
        if (!success) findings.add(name + ": no successful answer");
        if (!problem) findings.add(name + ": no problem");
    }

    private void content(String place, JsonNode content) {
        for (Map.Entry<String, JsonNode> media : content.properties()) {
            JsonNode schema = media.getValue().path("schema");
            List<JsonNode> examples = examples(media.getValue());
            if (examples.isEmpty()) findings.add(place + " has no example" + missing(schema, "", 0));
            else if (!brokenReferences) examples.forEach(example -> validate(place, schema, example));
        }
    }

    /** The first field that needs an example, so that one can be put together for the whole. */
    private String missing(JsonNode schema, String path, int depth) {
        JsonNode type = resolved(schema);
        boolean clear = type.has("examples") || type.has("enum") || type.has("default");
        boolean known = FORMATS.contains(type.path("format").asText())
                || type.path("type").asText().equals("boolean");
        if (clear || known || depth > 8) return "";
        if (type.has("items")) return missing(type.path("items"), path + "[]", depth + 1);
        for (Map.Entry<String, JsonNode> field : type.path("properties").properties()) {
            boolean needed = type.path("required").toString().contains('"' + field.getKey() + '"');
            String below = needed ? missing(field.getValue(), path + "." + field.getKey(), depth + 1) : "";
            if (!below.isEmpty()) return below;
        }
        return type.has("properties") ? "" : path.isEmpty() ? "" : " for " + path.substring(1);
    }

    private List<JsonNode> examples(JsonNode media) {
        List<JsonNode> found = new ArrayList<>();
        if (media.has("example")) found.add(media.path("example"));
        for (JsonNode example : media.path("examples"))
            found.add(resolved(example).path("value"));
        return found;
    }

    private void validate(String place, JsonNode schema, JsonNode example) {
        if (!schema.isObject()) return;
        ObjectNode document = schema.deepCopy();
        document.putObject("components").set("schemas", api.path("components").path("schemas"));
        for (ValidationMessage message : schemas.getSchema(document).validate(example)) {
            findings.add(place + ": the example is against the schema: " + message.getMessage());
        }
    }

    private void references(JsonNode node) {
        if (node.has("$ref") && node.path("$ref").isTextual() && resolved(node).isMissingNode()) {
            brokenReferences = true;
            findings.add(node.path("$ref").asText() + " leads nowhere");
        }
        node.forEach(this::references);
    }

    private void unused() {
        String document = api.toString();
        api.at("/components/schemas").fieldNames().forEachRemaining(name -> {
            if (!document.contains("\"#/components/schemas/" + name + '"')) findings.add("nothing refers to " + name);
        });
    }

    private void integers(String place, JsonNode node) {
        if (node.path("type").asText().equals("integer")
                && !node.has("maximum")
                && !node.has("exclusiveMaximum")
                && !node.has("enum")
                && node.path("format").asText().equals("int64")) {
            findings.add(place + ": an integer without a maximum");
        }
        for (Map.Entry<String, JsonNode> child : node.properties())
            integers(place + "/" + child.getKey(), child.getValue());
        if (node.isArray()) node.forEach(child -> integers(place, child));
    }

    private JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.startsWith("#/") ? api.at(reference.substring(1)) : node;
    }
}
