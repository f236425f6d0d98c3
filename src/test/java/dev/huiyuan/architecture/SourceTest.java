package dev.huiyuan.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SourceTest {
    private static final Path MAIN = Path.of("src/main/java");
    private static final Path TEST = Path.of("src/test/java");

    @Test
    void filesAndMethodsAreSmallAndSettingsAreDocumented() {
        assertThat(SourceRules.violations(sources(MAIN))).isEmpty();
    }

    @Test
    void testsAreSmallToo() {
        assertThat(SourceRules.violations(sources(TEST))).isEmpty();
    }

    private static Map<String, String> sources(Path root) {
        Map<String, String> sources = SourceRules.javaFiles(root).stream()
                .collect(Collectors.toMap(file -> root.relativize(file).toString(), SourceRules::read));
        assertThat(sources).isNotEmpty();
        return sources;
    }

    @Test
    void longFileIsFound() {
        assertThat(SourceRules.violations(Map.of("Long.java", "class Long {}\n" + "\n".repeat(400))))
                .containsExactly("Long.java has 401 lines");
    }

    @Test
    void longMethodIsFound() {
        String method = "class Long {\n void endless() {\n" + "  call();\n".repeat(39) + " }\n}\n";
        assertThat(SourceRules.violations(Map.of("Long.java", method)))
                .containsExactly("Long.java: endless has 41 lines");
    }

    @Test
    void settingWithoutDocumentationIsFound() {
        String settings = "@ConfigMapping(prefix = \"huiyuan.x\") interface X {\n int a();\n /** Why. */ int b();\n}\n";
        assertThat(SourceRules.violations(Map.of("X.java", settings)))
                .containsExactly("X.java: the setting a says not what it does");
    }

    @Test
    void everyPackageIsNullMarked() {
        for (Path root : List.of(MAIN, TEST)) {
            Set<Path> packages = SourceRules.javaFiles(root).stream()
                    .map(file -> file.resolveSibling("package-info.java"))
                    .collect(Collectors.toSet());
            assertThat(packages)
                    .allSatisfy(info -> assertThat(info).exists().content().contains("@NullMarked"));
        }
    }
}
