import dev.huiyuan.app.development.DevelopmentKeys;
import dev.huiyuan.app.development.EmbeddedServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Starts PostgreSQL with durable commits and Redis for the benchmark, writes the settings by which everything else
 * finds them as a shell file, and stops them when its standard input ends.
 */
final class Servers {
    /**
     * As on a server that is PostgreSQL's own: memory for what is hot, and no checkpoint in the middle of a measurement.
     * Product and baselines run on the same server.
     */
    private static final Map<String, String> POSTGRES = Map.of("shared_buffers", "2GB", "max_wal_size", "8GB");

    private Servers() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]).toAbsolutePath();
        Map<String, String> settings = new HashMap<>(productionKeys(DevelopmentKeys.in(folder)));
        try (EmbeddedServers servers = EmbeddedServers.start(folder, true, POSTGRES)) {
            settings.putAll(servers.settings());
            Files.write(folder.resolve("settings.sh"), exports(settings));
            System.out.println("ready");
            while (System.in.read() >= 0) {
                // until whoever started this closes the pipe
            }
        }
    }

    /** The packaged application refuses development keys, so these get another id. */
    private static Map<String, String> productionKeys(Map<String, String> keys) {
        Map<String, String> renamed = new HashMap<>();
        keys.forEach((name, value) -> renamed.put(
                name.replace(DevelopmentKeys.KEY_ID, "bench"), value.equals(DevelopmentKeys.KEY_ID) ? "bench" : value));
        return renamed;
    }

    private static List<String> exports(Map<String, String> settings) {
        List<String> lines = new ArrayList<>();
        settings.forEach((name, value) -> lines.add("export "
                + name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_")
                + "='" + value + "'"));
        lines.add("export BENCH_PASSWORD='" + Long.toHexString(new SecureRandom().nextLong()) + "Aa1!'");
        return lines;
    }
}
