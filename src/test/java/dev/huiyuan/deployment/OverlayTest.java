package dev.huiyuan.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The overlay that people copy, against the base that it changes and the guide that tells of it. */
class OverlayTest {
    private static final Path FOLDER = Path.of("k8s/overlays/example");
    private static final Path GUIDE = Path.of("src/docs/deploying.md");

    private final JsonObject kustomization = Manifests.read(FOLDER.resolve("kustomization.yaml"));

    @Test
    void everyFileIsUsedAndThere() throws IOException {
        Set<String> named = new TreeSet<>(Set.of("kustomization.yaml"));
        strings(kustomization.getAsJsonArray("resources")).forEach(named::add);
        kustomization
                .getAsJsonArray("patches")
                .forEach(patch -> named.add(patch.getAsJsonObject().get("path").getAsString()));
        secrets().forEach(named::add);
        assertThat(named.remove("../../base")).isTrue();
        assertThat(FOLDER.resolve("../../base").toRealPath()).isEqualTo(Manifests.FOLDER.toRealPath());
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(named);
        }
    }

    @Test
    void manifestsFitTheirModels() {
        for (String file : List.of("ingress.yaml", "config-map.yaml")) {
            assertThatNoException().isThrownBy(() -> Manifests.validate(Manifests.read(FOLDER.resolve(file))));
        }
    }

    @Test
    void patchChangesWhatTheBaseHas() {
        assertThat(name(FOLDER.resolve("config-map.yaml")))
                .isEqualTo(name(Manifests.FOLDER.resolve("config-map.yaml")));
        assertThat(Files.exists(Manifests.FOLDER.resolve("service.yaml"))).isTrue();
        assertThat(Manifests.read(FOLDER.resolve("ingress.yaml")).toString())
                .contains("\"service\":{\"name\":\"" + name(Manifests.FOLDER.resolve("service.yaml")) + "\"");
    }

    @Test
    void settingsAreThoseOfTheBaseAndExist() throws IOException {
        Set<String> secret = keysOfSecret();
        assertThat(secret)
                .isEqualTo(Manifests.read(Manifests.FOLDER.resolve("secret.example.yaml"))
                        .getAsJsonObject("stringData")
                        .keySet());
        Set<String> all = new TreeSet<>(secret);
        all.addAll(data(Manifests.FOLDER.resolve("config-map.yaml")));
        all.addAll(data(FOLDER.resolve("config-map.yaml")));
        assertThat(all).containsAll(ManifestTest.REQUIRED);
        List<Pattern> known = Manifests.settings();
        assertThat(all)
                .filteredOn(name -> name.startsWith("HUIYUAN_"))
                .allSatisfy(name -> assertThat(known)
                        .anyMatch(setting -> setting.matcher(name).matches()));
    }

    @Test
    void guideBuildsAndPushesTheImageThatTheOverlayRuns() throws IOException {
        JsonObject image = kustomization.getAsJsonArray("images").get(0).getAsJsonObject();
        assertThat(image.get("name").getAsString()).isEqualTo("huiyuan");
        String reference =
                image.get("newName").getAsString() + ":" + image.get("newTag").getAsString();
        assertThat(Files.readString(GUIDE))
                .contains("-t " + reference + " .", "docker push " + reference, FOLDER.toString())
                .contains("namespace " + kustomization.get("namespace").getAsString());
    }

    /** Those of {@code application.properties} are for instances that run the jobs themselves. */
    @Test
    void guideTellsOfEveryJobAndWhenItsCronJobRuns() throws IOException {
        String guide = Files.readString(GUIDE);
        List<Path> files = Manifests.files().stream()
                .filter(file -> file.toString().endsWith("-cron-job.yaml"))
                .toList();
        assertThat(files).hasSize(9);
        for (Path file : files) {
            String job = file.getFileName().toString().replace("-cron-job.yaml", "");
            JsonObject spec = Manifests.read(file).getAsJsonObject("spec");
            assertThat(spec.toString()).contains("\"args\":[\"job\",\"" + job + "\"]", "\"values\":[64]");
            assertThat(guide)
                    .containsPattern("\\| `" + job + "` \\|[^|]*\\| "
                            + when(spec.get("schedule").getAsString()));
        }
    }

    private static String when(String schedule) {
        return schedule.startsWith("*/")
                ? "every " + schedule.substring(2, schedule.indexOf(' ')) + " minutes"
                : "nightly";
    }

    private static Stream<String> strings(JsonArray array) {
        return array.asList().stream().map(JsonElement::getAsString);
    }

    private Stream<String> secrets() {
        return kustomization.getAsJsonArray("secretGenerator").asList().stream()
                .flatMap(secret -> strings(secret.getAsJsonObject().getAsJsonArray("envs")));
    }

    private static Set<String> keysOfSecret() throws IOException {
        Properties properties = new Properties();
        properties.load(Files.newBufferedReader(FOLDER.resolve("secret.properties")));
        return properties.stringPropertyNames();
    }

    private static Set<String> data(Path configMap) {
        return Manifests.read(configMap).getAsJsonObject("data").keySet();
    }

    private static String name(Path manifest) {
        return Manifests.read(manifest).getAsJsonObject("metadata").get("name").getAsString();
    }
}
