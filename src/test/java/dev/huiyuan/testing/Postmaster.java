package dev.huiyuan.testing;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The server process of a PostgreSQL that a test has started itself: killed, stopped, and started again. */
public final class Postmaster {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path data;
    private final Path programs;

    /** The running server of a data directory. */
    public Postmaster(Path data) {
        this.data = data;
        programs = Path.of(process().info().command().orElseThrow()).resolveSibling("pg_ctl");
    }

    private ProcessHandle process() {
        try (Stream<String> lines = Files.lines(data.resolve("postmaster.pid"))) {
            long pid = Long.parseLong(lines.findFirst().orElseThrow().strip());
            return ProcessHandle.of(pid).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code kill -9}: the server has no chance to say or to write anything. Its children end by themselves. */
    public void kill() {
        ProcessHandle process = process();
        process.destroyForcibly();
        await("the server is gone").atMost(PATIENCE).until(() -> !isRunning(process.pid()));
    }

    /** Starts it again as it was started before; waits until it takes connections. */
    public void start() {
        List<String> command = new ArrayList<>();
        // PostgreSQL does not run as root; in a user namespace of its own it does not see that it is.
        if ("root".equals(System.getProperty("user.name"))) command.addAll(List.of("unshare", "-U"));
        command.addAll(List.of(programs.toString(), "-D", data.toString(), "-w", "-l", data + ".log", "restart"));
        // Refused as long as a child of the killed server still holds its shared memory.
        await("the server starts again").atMost(PATIENCE).until(() -> run(command) == 0);
    }

    /** {@code SIGSTOP} to the server and all its sessions: connections stay open and nobody answers. */
    public void stop() {
        signal("-STOP");
    }

    /** {@code SIGCONT}: it goes on as if nothing had been. */
    public void goOn() {
        signal("-CONT");
    }

    /** The server itself first, so that it has no more children afterwards. */
    private void signal(String signal) {
        ProcessHandle process = process();
        run(List.of("kill", signal, Long.toString(process.pid())));
        List<String> children = new ArrayList<>(List.of("kill", signal));
        process.descendants().map(child -> Long.toString(child.pid())).forEach(children::add);
        run(children);
    }

    /** A process that has ended and that nobody has buried counts as gone. */
    private static boolean isRunning(long pid) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().command())
                .isPresent();
    }

    private static int run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(new File("target/postmaster.log")))
                    .start();
            if (process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) return process.exitValue();
            process.destroyForcibly();
            throw new AssertionError(command + " does not end");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
