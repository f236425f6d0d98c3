package dev.huiyuan.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * Where the servers are. As this mapping owns the whole {@code huiyuan} prefix, a key below it that no mapping knows
 * stops the start: a mistyped setting is never silently a default.
 */
@ConfigMapping(prefix = "huiyuan")
public interface HuiyuanConfig {
    /** PostgreSQL, which holds the truth. */
    Database database();

    /** Redis, which holds copies. */
    Redis redis();

    /** PostgreSQL. */
    interface Database {
        /** The address: {@code postgresql://host:port/database}. */
        String url();

        /** The user that owns the tables. */
        String username();

        /** The user's password. */
        String password();

        /** Whether the start applies migrations. In production the command {@code migrate} does, once for all instances. */
        @WithDefault("false")
        boolean migrateAtStart();
    }

    /** Redis. */
    interface Redis {
        /** The address: {@code redis://host:port}, or {@code rediss://} with TLS. */
        String url();
    }
}
