package dev.huiyuan.app.development;

import dev.huiyuan.app.LocalEnvironment;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

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
        }
        settings.forEach((name, value) -> {
            if (System.getProperty(name) == null) System.setProperty(name, value);
        });
        System.setProperty(STARTED, "true");
    }
}
