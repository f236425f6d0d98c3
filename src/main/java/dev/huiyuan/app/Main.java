package dev.huiyuan.app;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.ServiceLoader;

/** Starts the application. */
@QuarkusMain
public final class Main {
    private Main() {}

    /** Serves the API until it is stopped. */
    public static void main(String... arguments) {
        ServiceLoader.load(LocalEnvironment.class).forEach(LocalEnvironment::prepare);
        Quarkus.run(arguments);
    }
}
