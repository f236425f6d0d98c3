package dev.huiyuan.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ManifestTest {
    private static final String IMAGE = "huiyuan";

    /** Without these there is no start in production. */
    static final List<String> REQUIRED = List.of(
            "HUIYUAN_DATABASE_URL",
            "HUIYUAN_DATABASE_USERNAME",
            "HUIYUAN_DATABASE_PASSWORD",
            "HUIYUAN_REDIS_URL",
            "HUIYUAN_IDENTITY_SIGNING_KEY",
            "HUIYUAN_IDENTITY_SIGNING_KEY_ID",
            "HUIYUAN_CRYPTO_ENCRYPTION_KEY_ID",
            "HUIYUAN_CRYPTO_INDEX_KEY_ID");

    static List<Path> files() {
        return Manifests.files();
    }

    @ParameterizedTest
    @MethodSource("files")
    void manifestFitsItsModel(Path file) {
        assertThatNoException().isThrownBy(() -> Manifests.validate(Manifests.read(file)));
    }

    @Test
    void unknownFieldIsRefused() {
        String mistyped = read("deployment.yaml").replace("readinessProbe:", "readynessProbe:");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Manifests.validate(Manifests.parse(mistyped)))
                .withMessageContaining("readynessProbe");
    }

    @Test
    void kustomizationNamesWhatIsThere() {
        JsonObject kustomization = Manifests.read(Manifests.FOLDER.resolve("kustomization.yaml"));
        Set<String> resources = new TreeSet<>();
        kustomization.getAsJsonArray("resources").forEach(resource -> resources.add(resource.getAsString()));
        Set<String> files = new TreeSet<>();
        Manifests.files().forEach(file -> files.add(file.getFileName().toString()));
        files.remove("secret.example.yaml");
        assertThat(resources).isEqualTo(files);
        assertThat(kustomization
                        .getAsJsonArray("images")
                        .get(0)
                        .getAsJsonObject()
                        .get("name")
                        .getAsString())
                .isEqualTo(IMAGE);
    }

    @Test
    void everyContainerRunsTheImageThatTheKustomizationSets() {
        List<String> images = new ArrayList<>();
        Manifests.files().forEach(file -> collect(Manifests.read(file), "image", images));
        assertThat(images).hasSize(11).containsOnly(IMAGE);
    }

    @Test
    void settingsExist() {
        List<Pattern> known = Manifests.settings();
        assertThat(environment())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(known)
                        .anyMatch(setting -> setting.matcher(name).matches()));
    }

    @Test
    void settingThatDoesNotExistIsFound() {
        assertThat(Manifests.settings())
                .noneMatch(setting -> setting.matcher("HUIYUAN_DATABSE_URL").matches());
    }

    @Test
    void nothingThatProductionNeedsIsMissing() {
        assertThat(environment())
                .containsAll(REQUIRED)
                .anyMatch(name -> name.startsWith("HUIYUAN_CRYPTO_ENCRYPTION_KEYS_"))
                .anyMatch(name -> name.startsWith("HUIYUAN_CRYPTO_INDEX_KEYS_"));
    }

    /** The settings that the manifests give. */
    private static Set<String> environment() {
        Set<String> names = new TreeSet<>();
        names.addAll(Manifests.read(Manifests.FOLDER.resolve("config-map.yaml"))
                .getAsJsonObject("data")
                .keySet());
        names.addAll(Manifests.read(Manifests.FOLDER.resolve("secret.example.yaml"))
                .getAsJsonObject("stringData")
                .keySet());
        return names;
    }

    private static void collect(JsonElement element, String field, List<String> found) {
        if (element.isJsonArray()) element.getAsJsonArray().forEach(item -> collect(item, field, found));
        if (!element.isJsonObject()) return;
        element.getAsJsonObject().entrySet().forEach(entry -> {
            if (entry.getKey().equals(field)) found.add(entry.getValue().getAsString());
            else collect(entry.getValue(), field, found);
        });
    }

    private static String read(String file) {
        try {
            return Files.readString(Manifests.FOLDER.resolve(file));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
