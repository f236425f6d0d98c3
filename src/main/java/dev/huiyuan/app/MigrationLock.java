package dev.huiyuan.app;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.enterprise.context.ApplicationScoped;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/**
 * One instance migrates at a time, by a lock of its session: a lock of a transaction would keep one open that indexes built
 * concurrently wait for, for ever.
 */
@ApplicationScoped
class MigrationLock implements FlywayConfigurationCustomizer {
    MigrationLock() {}

    @Override
    public void customize(FluentConfiguration configuration) {
        configuration
                .getPluginRegister()
                .getExact(PostgreSQLConfigurationExtension.class)
                .setTransactionalLock(false);
    }
}
