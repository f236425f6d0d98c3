package dev.huiyuan.app.development;

import dev.huiyuan.app.LocalEnvironment;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Brings up what the application needs on a developer's machine. The servers outlive live reloads: they stop with the
 * process.
 */
public final class DevelopmentEnvironment implements LocalEnvironment {
    /** The mini-program of the demo, known to the WeChat simulator. */
    public static final String WECHAT_APP_ID = "wx-demo";

    private static final String STARTED = "dev.huiyuan.development.started";

    /** Called by the service loader. */
    public DevelopmentEnvironment() {}

    @Override
    public void prepare() {
        if (System.getProperty(STARTED) != null) return;
        Path folder = Path.of(System.getProperty("dev.huiyuan.development.folder", "target/development"))
                .toAbsolutePath();
        Map<String, String> settings = new HashMap<>(DevelopmentKeys.in(folder));
        if (System.getenv("HUIYUAN_DATABASE_URL") == null) {
            settings.putAll(EmbeddedServers.start(folder, true).settings());
            Runtime.getRuntime().addShutdownHook(new Thread(DevelopmentEnvironment::silence, "silence"));
        }
        settings.forEach((name, value) -> {
            if (System.getProperty(name) == null) System.setProperty(name, value);
        });
        System.setProperty(STARTED, "true");
    }

    /**
     * When the process ends, the servers and the application stop at the same time, and what the application says of
     * servers that are gone is of no use to anybody.
     */
    private static void silence() {
        for (Handler handler : Logger.getLogger("").getHandlers()) handler.setLevel(Level.OFF);
    }
}
