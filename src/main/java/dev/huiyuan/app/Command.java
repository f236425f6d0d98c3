package dev.huiyuan.app;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What the application was started for. */
sealed interface Command {
    /** How to start it; printed when the arguments make no sense. */
    String USAGE = """
            Usage: huiyuan [COMMAND]
              (none)                  serves the API
              migrate                 applies pending migrations
              create-admin USERNAME   creates an administrator; the password is the first line of standard input
              job NAME                runs a job once, such as birthday
            """;

    /** Settings of commands that do their work and end: nothing listens, nothing runs in the background. */
    Map<String, String> WITHOUT_SERVER = Map.of(
            "quarkus.http.host-enabled", "false",
            "quarkus.management.host-enabled", "false",
            "huiyuan.outbox.enabled", "false",
            "huiyuan.jobs.scheduled", "false");

    /** Serves the API. */
    record Serve() implements Command {}

    /** Applies migrations. */
    record Migrate() implements Command {}

    /** Creates an administrator. */
    record CreateAdmin(String userName) implements Command {}

    /** Runs a job once. */
    record Job(String name) implements Command {}

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException for anything else than {@link #USAGE}
     */
    static Command parse(String... arguments) {
        List<String> words = List.of(arguments);
        if (words.isEmpty()) return new Serve();
        return switch (words.getFirst()) {
            case "migrate" -> {
                expect(words, 1);
                yield new Migrate();
            }
            case "create-admin" -> {
                expect(words, 2);
                yield new CreateAdmin(words.get(1));
            }
            case "job" -> {
                expect(words, 2);
                yield new Job(words.get(1));
            }
            default -> throw new IllegalArgumentException("unknown command: " + words.getFirst());
        };
    }

    /** What to say of a job that does not exist. */
    static String unknownJob(String name, Collection<String> names) {
        return "unknown job: " + name + "\nThe jobs are: " + String.join(", ", names);
    }

    /** The settings that the command needs, stronger than any other source's. */
    default Map<String, String> settings() {
        return switch (this) {
            case Serve serve -> Map.of();
            case Migrate migrate -> {
                Map<String, String> settings = new java.util.HashMap<>(WITHOUT_SERVER);
                settings.put("huiyuan.database.migrate-at-start", "true");
                yield settings;
            }
            case CreateAdmin admin -> WITHOUT_SERVER;
            case Job job -> WITHOUT_SERVER;
        };
    }

    private static void expect(List<String> words, int count) {
        if (words.size() != count) throw new IllegalArgumentException("wrong arguments for " + words.getFirst());
    }
}
