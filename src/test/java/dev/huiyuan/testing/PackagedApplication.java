package dev.huiyuan.testing;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The application as it is shipped, in a process of its own. */
public final class PackagedApplication implements AutoCloseable {
    private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    private final Process process;
    private final int port;
    private final int managementPort;

    private PackagedApplication(Process process, int port, int managementPort) {
        this.process = process;
        this.port = port;
        this.managementPort = managementPort;
    }

    /** Starts an instance and waits until it answers. */
    public static PackagedApplication start(Map<String, String> settings, String name) {
        PackagedApplication application = begin(settings, name);
        application.awaitAnswer(name);
        return application;
    }

    /** Starts an instance without waiting for it, see {@link #awaitAnswer}. */
    public static PackagedApplication begin(Map<String, String> settings, String name) {
        int port = Ports.free();
        int managementPort = Ports.free();
        List<String> ports = List.of("-Dquarkus.http.port=" + port, "-Dquarkus.management.port=" + managementPort);
        return new PackagedApplication(launch(settings, name, ports, List.of()), port, managementPort);
    }

    /** Waits until the instance answers. */
    public void awaitAnswer(String name) {
        try {
            Awaitility.await(name).atMost(START_TIMEOUT).until(() -> {
                if (!process.isAlive()) throw new AssertionError(name + " ended, see target/" + name + ".log");
                return answers();
            });
        } catch (RuntimeException | Error failure) {
            kill();
            throw failure;
        }
    }

    /** Runs one of the application's commands on an input to its end and returns the exit code. */
    public static int run(Map<String, String> settings, String name, String input, String... arguments) {
        try {
            Process process = launch(settings, name, List.of(), List.of(arguments));
            try (OutputStream in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            if (!process.waitFor(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(name + " does not end");
            }
            return process.exitValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Process launch(
            Map<String, String> settings, String name, List<String> options, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx512m");
        settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(options);
        command.add("-jar");
        command.add(JAR.toString());
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(new File("target/" + name + ".log")))
                    .start();
            // Also when the tests themselves are ended.
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens. */
    public String address() {
        return "http://localhost:" + port;
    }

    /** Where it tells its health and its metrics. */
    public String managementAddress() {
        return "http://localhost:" + managementPort;
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** Ends it at once, as {@code kill -9} does, and waits until it is gone. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    private boolean answers() {
        try {
            return HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(URI.create(address() + "/v1/programme"))
                                            .timeout(Duration.ofSeconds(2))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
