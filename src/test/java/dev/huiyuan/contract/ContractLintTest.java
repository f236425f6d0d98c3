package dev.huiyuan.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContractLintTest {
    private static final String GOOD = """
            {"tags": [{"name": "Points", "description": "Points"}],
             "paths": {"/v1/points": {"get": {
               "operationId": "listPoints", "summary": "Lists points", "tags": ["Points"],
               "responses": {
                 "200": {"content": {"application/json": {
                   "schema": {"$ref": "#/components/schemas/Points"}, "example": {"points": 58}}}},
                 "500": {"content": {"application/problem+json": {}}}}}}},
             "components": {"schemas": {"Points": {
               "type": "object", "required": ["points"],
               "properties": {"points": {"type": "integer", "format": "int64", "maximum": 100}}}}}}
            """;

    @Test
    void completeContractHasNoFindings() throws JsonProcessingException {
        assertThat(findings(GOOD)).isEmpty();
    }

    @Test
    void missingDocumentationIsFound() throws JsonProcessingException {
        assertThat(findings(GOOD.replace("listPoints", "")
                        .replace("Lists points", "")
                        .replace("[\"Points\"]", "[]")))
                .containsExactly(
                        "GET /v1/points: no operationId in camelCase",
                        "GET /v1/points: no summary",
                        "GET /v1/points: no tag");
    }

    @Test
    void missingExampleIsFound() throws JsonProcessingException {
        assertThat(findings(GOOD.replace(", \"example\": {\"points\": 58}", "")))
                .containsExactly("GET /v1/points: answer 200 has no example for points");
    }

    @Test
    void exampleAgainstTheSchemaIsFound() throws JsonProcessingException {
        assertThat(findings(GOOD.replace("58", "\"58\"")))
                .singleElement()
                .asString()
                .startsWith("GET /v1/points: answer 200: the example is against the schema");
    }

    @Test
    void missingProblemIsFound() throws JsonProcessingException {
        assertThat(findings(GOOD.replace("\"500\"", "\"204\"")))
                .containsExactly("GET /v1/points: answer 204 has no example", "GET /v1/points: no problem");
    }

    @Test
    void brokenReferenceIsFound() throws JsonProcessingException {
        assertThat(findings(GOOD.replace("\"Points\": {\n", "\"Lots\": {\n")))
                .contains("#/components/schemas/Points leads nowhere");
    }

    @Test
    void integerWithoutMaximumIsFound() throws JsonProcessingException {
        assertThat(findings(GOOD.replace(", \"maximum\": 100", "")))
                .containsExactly("schemas/Points/properties/points: an integer without a maximum");
    }

    @Test
    void readingOperationWithABodyIsFound() throws JsonProcessingException {
        assertThat(findings(GOOD.replace("\"responses\"", "\"requestBody\": {}, \"responses\"")))
                .containsExactly("GET /v1/points: a GET with a body");
    }

    @Test
    void schemaThatNothingRefersToIsFound() throws JsonProcessingException {
        assertThat(findings(GOOD.replace("\"schemas\": {", "\"schemas\": {\"Session\": {\"type\": \"object\"}, ")))
                .containsExactly("nothing refers to Session");
    }

    private static List<String> findings(String document) throws JsonProcessingException {
        return ContractLint.findings(new ObjectMapper().readTree(document));
    }
}
