package dev.huiyuan.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.testing.HuiyuanTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The test's start generates the contract of this state of the code below {@code target/openapi}. */
@HuiyuanTest
class ContractTest {
    private static final Path GENERATED = Path.of("target/openapi");
    private static final Path COMMITTED = Path.of("openapi");

    @Test
    void committedContractIsTheGeneratedOne() {
        for (String file : new String[] {"openapi.yaml", "openapi.json"}) {
            assertThat(COMMITTED.resolve(file))
                    .as("write it by ./mvnw package -DskipTests, read the difference, commit it")
                    .hasSameTextualContentAs(GENERATED.resolve(file));
        }
    }

    @Test
    void contractIsComplete() throws IOException {
        assertThat(ContractLint.findings(generated())).isEmpty();
    }

    @Test
    void contractKnowsEveryProblemCode() throws IOException {
        assertThat(generated().at("/components/schemas/Problem/properties/code/enum"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ProblemCode.values())
                        .map(ProblemCode::code)
                        .toList());
    }

    private static JsonNode generated() throws IOException {
        return new ObjectMapper().readTree(GENERATED.resolve("openapi.json").toFile());
    }
}
