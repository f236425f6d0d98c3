package dev.huiyuan.testing;

import dev.huiyuan.app.development.DevelopmentKeys;
import dev.huiyuan.app.development.EmbeddedServers;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** PostgreSQL and Redis for the tests: empty at the start of a run, gone at its end. */
public final class Servers implements QuarkusTestResourceLifecycleManager {
    private @Nullable EmbeddedServers servers;

    @Override
    public Map<String, String> start() {
        try {
            Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target/test-servers")), "run")
                    .toAbsolutePath();
            servers = EmbeddedServers.start(folder, false);
            Map<String, String> settings = new HashMap<>(DevelopmentKeys.in(folder));
            settings.putAll(servers.settings());
            // Chosen here rather than by the server: the application calls its own WeChat simulator.
            settings.put("quarkus.http.test-port", Integer.toString(Ports.free()));
            return settings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        if (servers != null) servers.close();
    }
}
