package dev.huiyuan.app;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Arrays;
import java.util.List;
import org.flywaydb.core.Flyway;

/**
 * Refuses to serve on tables that are older than the code. Tables that are newer are fine: while a release is rolled
 * out, the version before it still serves.
 */
@ApplicationScoped
class MigrationCheck {
    private final Flyway flyway;

    MigrationCheck(Flyway flyway) {
        this.flyway = flyway;
    }

    /** Before anything reads the database. */
    void start(@Observes @Priority(2) StartupEvent event) {
        List<String> pending = Arrays.stream(flyway.info().pending())
                .map(migration -> migration.getVersion() + " " + migration.getDescription())
                .toList();
        if (!pending.isEmpty()) {
            throw new IllegalStateException("%d migrations are pending, the first is %s: run the command 'migrate'"
                    .formatted(pending.size(), pending.getFirst()));
        }
    }
}
