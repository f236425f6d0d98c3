package dev.huiyuan.system;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.huiyuan.app.development.DevelopmentKeys;
import dev.huiyuan.app.development.EmbeddedServers;
import dev.huiyuan.testing.Api;
import dev.huiyuan.testing.PackagedApplication;
import dev.huiyuan.testing.Parallel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two instances of the packaged application on one database, asked for the same things at once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InstancesIT {
    private static final String APP = "wx-instances";
    private static final String STORE = "01980000-0000-7000-8000-000000000001";
    private static final String PASSWORD = "Regen-auf-Blech-71";

    private final AtomicInteger people = new AtomicInteger();
    private final WireMockServer wechat =
            new WireMockServer(wireMockConfig().dynamicPort().globalTemplating(true));
    private final List<AutoCloseable> started = new ArrayList<>();
    private final List<Api> instances = new ArrayList<>();
    private String admin = "";

    private record Diner(String id, String token) {}

    @BeforeAll
    void start() throws IOException {
        playWechat();
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target/test-servers")), "instances")
                .toAbsolutePath();
        EmbeddedServers servers = EmbeddedServers.start(folder, false);
        started.add(servers);
        Map<String, String> settings = settings(folder, servers);
        assertThat(PackagedApplication.run(settings, "instances-migrate", "", "migrate"))
                .isZero();
        assertThat(PackagedApplication.run(settings, "instances-admin", PASSWORD + "\n", "create-admin", "boss"))
                .isZero();
        for (String name : List.of("instance-1", "instance-2")) {
            PackagedApplication application = PackagedApplication.start(settings, name);
            started.addFirst(application);
            instances.add(new Api(application.address()));
        }
        admin = first().post(
                        "/v1/auth/staff/sessions",
                        null,
                        "{\"userName\":\"boss\",\"password\":\"%s\",\"storeId\":\"%s\",\"terminalId\":\"till-1\"}"
                                .formatted(PASSWORD, STORE))
                .expect(201)
                .text("accessToken");
    }

    @AfterAll
    void stop() throws Exception {
        for (AutoCloseable each : started) each.close();
        wechat.stop();
    }

    @Test
    void parallelAccrualsAllCount() {
        Diner diner = register();
        List<Callable<Api.Reply>> calls = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            String body = accrual(diner, "parallel-" + diner.id + "-" + i, 1_000);
            Api api = instance(i);
            calls.add(() -> api.post("/v1/points/accruals", admin, key(), body));
        }
        Parallel.limited(30, calls).forEach(reply -> reply.expect(201));
        assertThat(available(diner)).isEqualTo(300);
        assertBooksBalance();
    }

    @Test
    void pointsAreSpentOnceHoweverManyTry() {
        Diner diner = register();
        first().post("/v1/points/accruals", admin, key(), accrual(diner, "spend-" + diner.id, 30_000))
                .expect(201);
        String body =
                "{\"memberId\":\"%s\",\"presenceId\":\"%s\",\"storeId\":\"%s\",\"orderRef\":\"bill-1\",\"points\":300,\"reason\":\"BILL\"}"
                        .formatted(diner.id, presence(diner), STORE);
        List<Callable<Api.Reply>> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Api api = instance(i);
            calls.add(() -> api.post("/v1/points/redemptions", admin, key(), body));
        }
        List<Api.Reply> replies = Parallel.limited(20, calls);
        assertThat(replies.stream().filter(reply -> reply.status() == 201)).hasSize(1);
        assertThat(replies.stream().filter(reply -> reply.status() != 201)).allSatisfy(reply -> {
            assertThat(reply.status()).isEqualTo(409);
            assertThat(reply.text("code")).isEqualTo("points-insufficient");
        });
        assertThat(available(diner)).isZero();
        assertBooksBalance();
    }

    @Test
    void aTemplateIsClaimedAsOftenAsThereIsStock() {
        String code = "FLASH-" + people.incrementAndGet();
        String template = first().post("/v1/admin/coupon-templates", admin, key(), """
                        {"code":"%s","name":"限量券","description":"限量","kind":"AMOUNT","amountOffFen":1000,
                         "validDays":30,"claimable":true,"stock":10,"limitPerMember":1,"state":"ACTIVE"}
                        """.formatted(code))
                .expect(201)
                .text("id");
        List<Diner> diners = registerMany(64);
        List<Callable<Api.Reply>> calls = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            Diner diner = diners.get(i);
            Api api = instance(i);
            calls.add(() -> api.post("/v1/coupon-templates/" + template + "/claims", diner.token, key(), "{}"));
        }
        List<Api.Reply> replies = Parallel.limited(64, calls);
        assertThat(replies.stream().filter(reply -> reply.status() == 201)).hasSize(10);
        assertThat(replies.stream().filter(reply -> reply.status() != 201))
                .allSatisfy(reply -> assertThat(reply.text("code")).isEqualTo("coupon-sold-out"));
        long holders = diners.stream()
                .filter(diner -> first().get("/v1/me/coupons?limit=100", diner.token)
                        .expect(200)
                        .body()
                        .contains(code))
                .count();
        assertThat(holders).isEqualTo(10);
    }

    @Test
    void aRepeatedRequestHasOneEffectAndOneAnswer() {
        Diner diner = register();
        String body = accrual(diner, "repeated-" + diner.id, 5_800);
        String key = key();
        List<Callable<Api.Reply>> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Api api = instance(i);
            calls.add(() -> api.post("/v1/points/accruals", admin, key, body));
        }
        List<Api.Reply> replies = Parallel.limited(20, calls);
        Set<String> bodies = new TreeSet<>();
        replies.forEach(reply -> bodies.add(reply.expect(201).body()));
        assertThat(bodies).hasSize(1);
        assertThat(replies.stream().filter(reply -> !reply.replayed())).hasSize(1);
        assertThat(available(diner)).isEqualTo(58);
        first().post("/v1/points/accruals", admin, key, accrual(diner, "repeated-" + diner.id, 5_900))
                .expect(422);
        assertThat(available(diner)).isEqualTo(58);
    }

    @Test
    void whatOneInstanceWritesTheOtherShowsSoon() {
        Diner diner = register();
        assertThat(cardPoints(instance(1), diner)).isZero();
        first().post("/v1/points/accruals", admin, key(), accrual(diner, "seen-" + diner.id, 5_800))
                .expect(201);
        assertThat(cardPoints(instance(0), diner)).isEqualTo(58);
        org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(2))
                .pollInterval(java.time.Duration.ofMillis(20))
                .until(() -> cardPoints(instance(1), diner) == 58);
    }

    private Diner register() {
        int person = people.incrementAndGet();
        Api.Reply newcomer = first().post(
                        "/v1/auth/wechat/sessions",
                        null,
                        "{\"appId\":\"%s\",\"code\":\"login-%d\"}".formatted(APP, person))
                .expect(200);
        Api.Reply member = first().post("/v1/members", newcomer.text("registrationToken"), """
                        {"phoneCode":"1880000%04d","consents":[{"purpose":"membership","version":"2026-01"}],
                         "pointsProgramme":true,"memberOffers":true}
                        """.formatted(person))
                .expect(201);
        return new Diner(
                member.text("memberId"), member.json().at("/tokens/accessToken").asText());
    }

    private List<Diner> registerMany(int count) {
        Callable<Diner> one = this::register;
        return Parallel.limited(8, Collections.nCopies(count, one));
    }

    private String presence(Diner diner) {
        String code = first().post("/v1/me/code", diner.token, "{}").expect(201).text("code");
        return first().post("/v1/members/lookups", admin, "{\"code\":\"%s\",\"storeId\":\"%s\"}".formatted(code, STORE))
                .expect(200)
                .json()
                .findValue("presenceId")
                .asText();
    }

    private static String accrual(Diner diner, String orderRef, long amountFen) {
        return """
                {"memberId":"%s","storeId":"%s","orderRef":"%s","channel":"STORE","amountFen":%d,"occurredAt":"%s"}
                """.formatted(diner.id, STORE, orderRef, amountFen, Instant.now());
    }

    private long available(Diner diner) {
        return first().get("/v1/me/points", diner.token)
                .expect(200)
                .json()
                .at("/balance/available")
                .asLong(-1);
    }

    private long cardPoints(Api api, Diner diner) {
        return api.get("/v1/members/" + diner.id, admin)
                .expect(200)
                .json()
                .at("/points/available")
                .asLong(-1);
    }

    private void assertBooksBalance() {
        Api.Reply audit = first().get("/v1/admin/ledger/audit", admin).expect(200);
        assertThat(audit.json().path("balanced").asBoolean()).as(audit.body()).isTrue();
    }

    private Api first() {
        return instances.getFirst();
    }

    private Api instance(int number) {
        return instances.get(number % instances.size());
    }

    private static String key() {
        return java.util.UUID.randomUUID().toString();
    }

    private void playWechat() {
        wechat.start();
        wechat.stubFor(get(urlPathEqualTo("/sns/jscode2session"))
                .willReturn(okJson("{\"openid\":\"o-{{request.query.js_code}}\",\"session_key\":\"c2Vzc2lvbg==\"}")));
        wechat.stubFor(post(urlPathEqualTo("/cgi-bin/stable_token"))
                .willReturn(okJson("{\"access_token\":\"token\",\"expires_in\":7200}")));
        wechat.stubFor(post(urlPathEqualTo("/wxa/business/getuserphonenumber")).willReturn(okJson("""
                {"errcode":0,"errmsg":"ok","phone_info":{"phoneNumber":"{{jsonPath request.body '$.code'}}",
                 "purePhoneNumber":"{{jsonPath request.body '$.code'}}","countryCode":"86",
                 "watermark":{"timestamp":{{now format='unix'}},"appid":"%s"}}}
                """.formatted(APP))));
    }

    /** Keys of their own, because the packaged application refuses those of development. */
    private Map<String, String> settings(Path folder, EmbeddedServers servers) {
        Map<String, String> settings = new HashMap<>(servers.settings());
        DevelopmentKeys.in(folder)
                .forEach((name, value) -> settings.put(
                        name.replace(DevelopmentKeys.KEY_ID, "test"),
                        value.equals(DevelopmentKeys.KEY_ID) ? "test" : value));
        settings.put("huiyuan.wechat.base-url", wechat.baseUrl());
        settings.put("huiyuan.wechat.apps." + APP + ".secret", "secret");
        settings.put("huiyuan.sms.url", wechat.baseUrl() + "/messages");
        return settings;
    }
}
