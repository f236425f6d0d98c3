package dev.huiyuan.app.development;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import redis.embedded.RedisServer;

/** A PostgreSQL and a Redis of our own on free ports, with their data in a folder. */
public final class EmbeddedServers implements AutoCloseable {
    private static final String DATABASE = "huiyuan";

    private final EmbeddedPostgres postgres;
    private final RedisServer redis;

    private EmbeddedServers(EmbeddedPostgres postgres, RedisServer redis) {
        this.postgres = postgres;
        this.redis = redis;
    }

    /**
     * Starts both servers.
     *
     * @param folder where their data is; what is there from an earlier run is used again
     * @param durable whether PostgreSQL waits for the disk at each commit, as in production
     */
    public static EmbeddedServers start(Path folder, boolean durable) {
        return start(folder, durable, Map.of());
    }

    /**
     * Starts both servers.
     *
     * @param folder where their data is; what is there from an earlier run is used again
     * @param durable whether PostgreSQL waits for the disk at each commit, as in production
     * @param more further settings of PostgreSQL, which go before ours
     */
    public static EmbeddedServers start(Path folder, boolean durable, Map<String, String> more) {
        try {
            Files.createDirectories(folder);
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                    .setDataDirectory(folder.resolve("postgres"))
                    .setCleanDataDirectory(false)
                    .setServerConfig("synchronous_commit", durable ? "on" : "off")
                    .setServerConfig("fsync", durable ? "on" : "off")
                    .setServerConfig("shared_buffers", "256MB")
                    .setServerConfig("max_connections", "200")
                    .setServerConfig("max_wal_size", "2GB");
            more.forEach(builder::setServerConfig);
            EmbeddedPostgres postgres = builder.start();
            createDatabase(postgres);
            RedisServer redis = RedisServer.newRedisServer()
                    .port(freePort())
                    .setting("save \"\"")
                    .setting("appendonly no")
                    .setting("bind 127.0.0.1")
                    .build();
            redis.start();
            return new EmbeddedServers(postgres, redis);
        } catch (IOException e) {
            throw new UncheckedIOException("the embedded servers do not start", e);
        }
    }

    /** The settings by which the application finds them. */
    public Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("huiyuan.database.url", "postgresql://localhost:" + postgres.getPort() + "/" + DATABASE);
        settings.put("huiyuan.database.username", "postgres");
        settings.put("huiyuan.database.password", "postgres");
        settings.put("huiyuan.redis.url", "redis://localhost:" + redis.ports().getFirst());
        return settings;
    }

    @Override
    public void close() {
        try {
            redis.stop();
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void createDatabase(EmbeddedPostgres postgres) {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet known =
                        statement.executeQuery("select 1 from pg_database where datname = '" + DATABASE + "'")) {
            if (!known.next()) statement.executeUpdate("create database " + DATABASE);
        } catch (SQLException e) {
            throw new IllegalStateException("the embedded database cannot be created", e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
