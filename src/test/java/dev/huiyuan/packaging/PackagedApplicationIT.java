package dev.huiyuan.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

class PackagedApplicationIT {
    private static final Path APPLICATION = Path.of("target/quarkus-app");
    private static final String DEVELOPMENT = "dev/huiyuan/app/development/";

    @Test
    void applicationHoldsItsClassesAndMigrations() throws IOException {
        assertThat(entries("app"))
                .contains("dev/huiyuan/app/Main.class")
                .anyMatch(entry -> entry.startsWith("db/migration/V"));
    }

    @Test
    void nothingOfDevelopmentIsPackaged() throws IOException {
        assertThat(entries("app"))
                .noneMatch(entry -> entry.startsWith(DEVELOPMENT))
                .doesNotContain("META-INF/services/dev.huiyuan.app.LocalEnvironment");
        assertThat(entries("quarkus")).noneMatch(entry -> entry.startsWith(DEVELOPMENT));
    }

    @Test
    void noEmbeddedServerIsPackaged() throws IOException {
        assertThat(jars("lib"))
                .isNotEmpty()
                .extracting(jar -> jar.getFileName().toString())
                .noneMatch(name -> name.contains("embedded"))
                .noneMatch(name -> name.contains("wiremock") || name.contains("archunit"));
    }

    private static List<String> entries(String folder) throws IOException {
        return jars(folder).stream().flatMap(PackagedApplicationIT::entriesOf).toList();
    }

    private static Stream<String> entriesOf(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream().map(ZipEntry::getName).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> jars(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(APPLICATION.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
    }
}
