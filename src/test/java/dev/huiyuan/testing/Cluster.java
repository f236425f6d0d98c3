package dev.huiyuan.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.app.development.DevelopmentKeys;
import dev.huiyuan.app.development.EmbeddedServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Two instances of the packaged application on one PostgreSQL, which commits durably as in production and behind a
 * proxy that tests can cut, and one Redis. Everything can be killed, and is started again by the test that does so.
 */
public final class Cluster implements AutoCloseable {
    /** The first store of the demo data. */
    public static final String STORE = "01980000-0000-7000-8000-000000000001";

    private static final Path DEMO_DATA =
            Path.of("src/main/resources/dev/huiyuan/app/development/demo/R__demo_data.sql");
    private static final String PASSWORD = "Regen-auf-Blech-71";
    private static final int INSTANCES = 2;

    private final List<AutoCloseable> started = new ArrayList<>();
    private final List<PackagedApplication> instances = new ArrayList<>();
    private final List<Api> apis = new CopyOnWriteArrayList<>();
    private final AtomicInteger people = new AtomicInteger();
    private final Map<String, String> settings = new HashMap<>();
    private @Nullable Postmaster postmaster;
    private @Nullable TcpProxy proxy;
    private String jdbcUrl = "";
    private String admin = "";

    /**
     * A member with a session.
     *
     * @param id the member
     * @param memberNo the member number
     * @param token the access token
     */
    public record Diner(String id, String memberNo, String token) {}

    /** Starts everything; what has been started ends when the rest does not come up. */
    public static Cluster start() {
        Cluster cluster = new Cluster();
        try {
            cluster.startAll();
            return cluster;
        } catch (RuntimeException | Error failure) {
            cluster.close();
            throw failure;
        }
    }

    private void startAll() {
        Path folder = folder();
        EmbeddedServers servers = EmbeddedServers.start(folder, true);
        started.addFirst(servers);
        postmaster = new Postmaster(folder.resolve("postgres"));
        PlayedWechat wechat = new PlayedWechat();
        started.addFirst(wechat);
        settings.putAll(servers.settings());
        settings.putAll(keys(folder));
        settings.putAll(wechat.settings());
        // Long runs outlive the sessions that they start with.
        settings.put("huiyuan.identity.access-token-ttl", "12h");
        // Shorter than what tests take from the database, so that they see what comes after it.
        settings.put("huiyuan.database.client.silence-timeout", "8s");
        connectThroughProxy();
        assertThat(PackagedApplication.run(settings, "cluster-migrate", "", "migrate"))
                .isZero();
        loadDemoData();
        assertThat(PackagedApplication.run(settings, "cluster-admin", PASSWORD + "\n", "create-admin", "boss"))
                .isZero();
        liftLimits();
        for (int i = 0; i < INSTANCES; i++) instances.add(PackagedApplication.begin(settings, name(i)));
        for (int i = 0; i < INSTANCES; i++) {
            instances.get(i).awaitAnswer(name(i));
            apis.add(new Api(instances.get(i).address()));
        }
        admin = signIn();
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target/test-servers")), "cluster")
                    .toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void connectThroughProxy() {
        String address = Objects.requireNonNull(settings.get("huiyuan.database.url"));
        URI direct = URI.create(address);
        TcpProxy between = new TcpProxy(direct.getPort());
        started.addFirst(between);
        proxy = between;
        jdbcUrl = "jdbc:" + address + "?user=postgres&password=postgres&connectTimeout=5&socketTimeout=20";
        settings.put("huiyuan.database.url", "postgresql://localhost:" + between.port() + direct.getPath());
    }

    /** Keys of their own, because the packaged application refuses those of development. */
    private static Map<String, String> keys(Path folder) {
        Map<String, String> keys = new HashMap<>();
        DevelopmentKeys.in(folder)
                .forEach((name, value) -> keys.put(
                        name.replace(DevelopmentKeys.KEY_ID, "test"),
                        value.equals(DevelopmentKeys.KEY_ID) ? "test" : value));
        return keys;
    }

    /** The packaged application has none. */
    private void loadDemoData() {
        try (Connection connection = database()) {
            connection.createStatement().execute(Files.readString(DEMO_DATA));
        } catch (SQLException | IOException e) {
            throw new IllegalStateException("the demo data cannot be loaded", e);
        }
    }

    /** Gifts are not what is scarce here. */
    private void liftLimits() {
        try (Connection connection = database()) {
            connection.createStatement().executeUpdate("""
                    set huiyuan.programme_migration = 'on';
                    update programme_version set document = jsonb_set(
                        document, '{points,transfers}', '{"maxPointsPerDay": 100000000, "maxPerDay": 1000000}')
                    """);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String signIn() {
        return api(0).post(
                        "/v1/auth/staff/sessions",
                        null,
                        "{\"userName\":\"boss\",\"password\":\"%s\",\"storeId\":\"%s\",\"terminalId\":\"till-1\"}"
                                .formatted(PASSWORD, STORE))
                .expect(201)
                .text("accessToken");
    }

    /** A client of an instance; counted round. */
    public Api api(int number) {
        return apis.get(Math.floorMod(number, INSTANCES));
    }

    /** An instance; counted round. */
    public PackagedApplication instance(int number) {
        return instances.get(Math.floorMod(number, INSTANCES));
    }

    /** Kills an instance in the middle of whatever it does. */
    public void kill(int number) {
        instance(number).kill();
    }

    /** Starts an instance that was killed; it listens at another port than before. */
    public void restart(int number) {
        instances.set(number, PackagedApplication.start(settings, name(number)));
        apis.set(number, new Api(instances.get(number).address()));
    }

    private static String name(int number) {
        return "instance-" + (number + 1);
    }

    /** The database server's process. */
    public Postmaster postmaster() {
        return Objects.requireNonNull(postmaster);
    }

    /** What stands between the instances and the database. */
    public TcpProxy proxy() {
        return Objects.requireNonNull(proxy);
    }

    /** A connection to the database that does not pass the proxy. */
    public Connection database() throws SQLException {
        return DriverManager.getConnection(jdbcUrl);
    }

    /** An administrator's access token. */
    public String admin() {
        return admin;
    }

    /** A fresh member of both programmes. */
    public Diner register() {
        int person = people.incrementAndGet();
        Api.Reply newcomer = api(person)
                .post(
                        "/v1/auth/wechat/sessions",
                        null,
                        "{\"appId\":\"%s\",\"code\":\"login-%d\"}".formatted(PlayedWechat.APP, person))
                .expect(200);
        Api.Reply member = api(person)
                .post("/v1/members", newcomer.text("registrationToken"), """
                        {"phoneCode":"1880000%04d","consents":[{"purpose":"membership","version":"2026-01"}],
                         "pointsProgramme":true,"memberOffers":true}
                        """.formatted(person))
                .expect(201);
        return new Diner(
                member.text("memberId"),
                member.json().at("/card/memberNo").asText(),
                member.json().at("/tokens/accessToken").asText());
    }

    /** Fresh members. */
    public List<Diner> register(int count) {
        List<Callable<Diner>> calls = new ArrayList<>();
        for (int i = 0; i < count; i++) calls.add(this::register);
        return Parallel.limited(8, calls);
    }

    /** The proof that a member is at the first store. */
    public String presence(Diner diner) {
        String code = api(0).post("/v1/me/code", diner.token, "{}").expect(201).text("code");
        return api(0).post("/v1/members/lookups", admin, "{\"code\":\"%s\",\"storeId\":\"%s\"}".formatted(code, STORE))
                .expect(200)
                .json()
                .findValue("presenceId")
                .asText();
    }

    /** Asks the ledger itself whether its books balance. */
    public void assertBooksBalance() {
        Api.Reply audit = api(0).get("/v1/admin/ledger/audit", admin).expect(200);
        assertThat(audit.json().path("balanced").asBoolean()).as(audit.body()).isTrue();
    }

    @Override
    public void close() {
        instances.forEach(PackagedApplication::close);
        for (AutoCloseable each : started) close(each);
    }

    /** One that does not end must not keep the others. */
    private static void close(AutoCloseable each) {
        try {
            each.close();
        } catch (Exception failure) {
            System.getLogger(Cluster.class.getName()).log(System.Logger.Level.WARNING, "does not end", failure);
        }
    }
}
