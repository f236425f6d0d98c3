package dev.huiyuan.deployment;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.huiyuan.testing.Settings;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1CronJob;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** The files below {@code k8s/base}. */
final class Manifests {
    static final Path FOLDER = Path.of("k8s/base");

    /** Checks a document against a model; fails for unknown fields, missing ones and wrong types. */
    @FunctionalInterface
    interface Model {
        void validate(JsonElement document) throws IOException;
    }

    private static final Map<String, Model> MODELS = Map.of(
            "apps/v1 Deployment", V1Deployment::validateJsonElement,
            "batch/v1 CronJob", V1CronJob::validateJsonElement,
            "batch/v1 Job", V1Job::validateJsonElement,
            "networking.k8s.io/v1 Ingress", V1Ingress::validateJsonElement,
            "policy/v1 PodDisruptionBudget", V1PodDisruptionBudget::validateJsonElement,
            "v1 ConfigMap", V1ConfigMap::validateJsonElement,
            "v1 Secret", V1Secret::validateJsonElement,
            "v1 Service", V1Service::validateJsonElement,
            "v1 ServiceAccount", V1ServiceAccount::validateJsonElement);

    private Manifests() {}

    /** All manifests; the kustomization is none. */
    static List<Path> files() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".yaml") && !file.endsWith("kustomization.yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonObject read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonObject parse(String yaml) {
        Object document = new Yaml().load(yaml);
        return new Gson().toJsonTree(document).getAsJsonObject();
    }

    static void validate(JsonObject manifest) {
        String kind = manifest.get("apiVersion").getAsString() + " "
                + manifest.get("kind").getAsString();
        Model model = MODELS.get(kind);
        if (model == null) throw new IllegalArgumentException("no model for " + kind);
        try {
            model.validate(manifest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The application's settings as environment variables; a map's key may be any. */
    static List<Pattern> settings() {
        return Settings.mappings().stream()
                .flatMap(mapping -> ConfigMappings.getProperties(ConfigClass.configClass(mapping)).keySet().stream())
                .map(name -> name.toUpperCase(Locale.ROOT)
                        .replace("*", "\u0000")
                        .replaceAll("[^A-Z0-9\u0000]", "_")
                        .replace("\u0000", "[A-Z0-9_]+"))
                .map(Pattern::compile)
                .toList();
    }
}
