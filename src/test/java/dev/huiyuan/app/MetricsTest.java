package dev.huiyuan.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.testing.HuiyuanTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What Prometheus reads. */
@HuiyuanTest
class MetricsTest {
    private static final Pattern PATH =
            Pattern.compile("http_server_requests_seconds_count\\{.*uri=\"(/v1/[^\"]*)\".*");
    private static final String ID = "01980000-0000-7000-8000-0000000000ff";

    @Test
    void noPathOfTheContractIsLeftOut() throws IOException {
        Set<String> paths = paths();
        assertThat(paths).hasSizeGreaterThan(100);
        assertThat(paths.size() * 2)
                .isLessThan(ConfigProvider.getConfig()
                        .getValue("quarkus.micrometer.binder.http-server.max-uri-tags", Integer.class));
        for (String path : paths) given().delete(path.replaceAll("\\{[^}]*}", ID));
        assertThat(metrics()
                        .map(PATH::matcher)
                        .filter(matcher -> matcher.matches())
                        .map(matcher -> matcher.group(1))
                        .collect(Collectors.toSet()))
                .hasSizeGreaterThan(100);
    }

    @Test
    void ownMetricsSayWhatTheyAre() {
        List<String> help =
                metrics().filter(line -> line.startsWith("# HELP huiyuan_")).toList();
        assertThat(help)
                .hasSizeGreaterThan(5)
                .allSatisfy(line -> assertThat(line).matches("# HELP \\S+ \\S.*"));
    }

    private static java.util.stream.Stream<String> metrics() {
        return given().get("/q/metrics")
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .lines();
    }

    private static Set<String> paths() throws IOException {
        Map<String, Map<String, Object>> contract = new Yaml().load(Files.readString(Path.of("openapi/openapi.yaml")));
        return new TreeSet<>(Objects.requireNonNull(contract.get("paths")).keySet());
    }
}
