package dev.huiyuan.identity.platform;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.huiyuan.shared.crypto.PhoneNumber;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.testing.Await;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The client against a WeChat that misbehaves. */
class WechatClientTest {
    private static final String APP = "wx1";
    private static final String SESSION = "/sns/jscode2session";
    private static final String TOKEN = "/cgi-bin/stable_token";
    private static final String PHONE = "/wxa/business/getuserphonenumber";
    private static final Instant NOW = Instant.parse("2026-11-21T04:00:00Z");
    /** Long enough for a busy machine. */
    private static final Duration PATIENT = Duration.ofSeconds(20);

    private static final Duration SHORT = Duration.ofMillis(300);

    private static final WireMockServer WECHAT =
            new WireMockServer(WireMockConfiguration.options().dynamicPort());
    private static final Vertx VERTX = Vertx.vertx();

    private WechatClient client = client(PATIENT);

    @BeforeAll
    static void start() {
        WECHAT.start();
    }

    @AfterAll
    static void stop() {
        WECHAT.stop();
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @BeforeEach
    void reset() {
        WECHAT.resetAll();
        client = client(PATIENT);
    }

    private record Config(URI baseUrl, Duration timeout) implements WechatConfig {
        @Override
        public Map<String, App> apps() {
            return Map.of(APP, () -> "s&cret");
        }

        @Override
        public Duration retryBackOff() {
            return Duration.ofMillis(10);
        }

        @Override
        public int retries() {
            return 2;
        }

        @Override
        public Duration tokenRefreshAhead() {
            return Duration.ofMinutes(5);
        }

        @Override
        public Duration phoneMaxAge() {
            return Duration.ofMinutes(10);
        }
    }

    private static WechatClient client(Duration timeout) {
        Config config = new Config(URI.create(WECHAT.isRunning() ? WECHAT.baseUrl() : "http://localhost:1"), timeout);
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        WechatCalls calls = new WechatCalls(new PlatformHttp(VERTX), config);
        return new WechatClient(calls, new WechatTokens(calls, config, clock), config, clock);
    }

    @Test
    void sessionIsReadWithAndWithoutUnionid() {
        WECHAT.stubFor(get(urlPathEqualTo(SESSION))
                .withQueryParam("appid", equalTo(APP))
                .withQueryParam("secret", equalTo("s&cret"))
                .withQueryParam("js_code", equalTo("a&b=c"))
                .withQueryParam("grant_type", equalTo("authorization_code"))
                .willReturn(okJson("{\"openid\":\"o1\",\"session_key\":\"k\",\"unionid\":\"u1\",\"new_field\":1}")));
        assertThat(session("a&b=c")).isEqualTo(new WechatPerson("o1", "u1"));
        onSession(okJson("{\"openid\":\"o2\",\"session_key\":\"k\",\"errcode\":0}"));
        assertThat(session("x")).isEqualTo(new WechatPerson("o2", null));
    }

    @ParameterizedTest
    @CsvSource({
        "40029, WECHAT_CODE_INVALID",
        "40163, WECHAT_CODE_INVALID",
        "40226, WECHAT_USER_BLOCKED",
        "45011, TOO_MANY_REQUESTS",
        "40013, WECHAT_UNAVAILABLE",
        "41002, WECHAT_UNAVAILABLE",
        "41004, WECHAT_UNAVAILABLE",
        "41008, WECHAT_UNAVAILABLE",
        "40001, WECHAT_UNAVAILABLE",
        "99999, WECHAT_UNAVAILABLE"
    })
    void errorsHaveTheirProblems(int errcode, ProblemCode problem) {
        onSession(error(errcode));
        assertThatThrownBy(() -> session("x")).hasMessage(problem.code());
        WECHAT.verify(1, getRequestedFor(urlPathEqualTo(SESSION)));
    }

    @Test
    void busyWechatIsAskedAgain() {
        WECHAT.stubFor(inState(get(urlPathEqualTo(SESSION)), Scenario.STARTED, "busy once")
                .willReturn(error(-1)));
        WECHAT.stubFor(
                inState(get(urlPathEqualTo(SESSION)), "busy once", "awake").willReturn(error(-1)));
        WECHAT.stubFor(
                inState(get(urlPathEqualTo(SESSION)), "awake", "awake").willReturn(okJson("{\"openid\":\"o1\"}")));
        assertThat(session("x").openid()).isEqualTo("o1");
    }

    @Test
    void wechatThatStaysBusyIsUnavailable() {
        onSession(error(-1));
        assertThatThrownBy(() -> session("x")).hasMessage(ProblemCode.WECHAT_UNAVAILABLE.code());
        WECHAT.verify(3, getRequestedFor(urlPathEqualTo(SESSION)));
    }

    @Test
    void silentWechatIsUnavailableAndNotAskedAgain() {
        client = client(SHORT);
        onSession(okJson("{\"openid\":\"o1\"}").withFixedDelay(10_000));
        assertUnavailable();
        assertThat(WECHAT.getAllServeEvents()).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void answerThatDripsIsCutOffAtTheDeadline() {
        client = client(SHORT);
        onSession(okJson("{\"openid\":\"o1\"}").withChunkedDribbleDelay(10, 20_000));
        long start = System.nanoTime();
        assertUnavailable();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void hugeAnswerIsCutOff() {
        onSession(okJson("{\"openid\":\"o1\",\"x\":\"" + "x".repeat(10 * 1024 * 1024) + "\"}"));
        assertUnavailable();
    }

    @Test
    void garbageIsUnavailable() {
        for (String garbage : List.of(
                "",
                "<html>",
                "[]",
                "null",
                "{\"errcode\":\"many\"}",
                "{}",
                "{\"openid\":7}",
                "{\"openid\":\"\"}",
                "[".repeat(5_000))) {
            onSession(okJson(garbage));
            assertUnavailable();
        }
    }

    @Test
    void brokenConnectionsAndServerErrorsAreUnavailable() {
        onSession(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
        assertUnavailable();
        onSession(aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE));
        assertUnavailable();
        onSession(aResponse().withStatus(502).withBody("bad gateway"));
        assertUnavailable();
        onSession(aResponse().withStatus(302).withHeader("Location", "http://localhost:1/"));
        assertUnavailable();
    }

    @Test
    void unknownAppIsNotAskedAbout() {
        assertThatThrownBy(() -> await(Uni.createFrom().deferred(() -> client.session("wx-other", "x"))))
                .hasMessage(ProblemCode.WECHAT_APP_UNKNOWN.code());
        WECHAT.verify(0, getRequestedFor(urlPathEqualTo(SESSION)));
    }

    @Test
    void phoneIsReadWithTheCountryCodeAsNumberOrText() {
        onToken("t1");
        onPhone(phone("86", "13800138000", APP, NOW));
        assertThat(phone()).isEqualTo("+8613800138000");
        onPhone(phone("\"86\"", "13800138000", APP, NOW));
        assertThat(phone()).isEqualTo("+8613800138000");
        onPhone(phone("\"852\"", "61234567", APP, NOW));
        assertThat(phone()).isEqualTo("+85261234567");
        WECHAT.verify(
                3,
                postRequestedFor(urlPathEqualTo(PHONE))
                        .withQueryParam("access_token", equalTo("t1"))
                        .withRequestBody(equalToJson("{\"code\":\"c\",\"openid\":\"o1\"}")));
        WECHAT.verify(1, postRequestedFor(urlPathEqualTo(TOKEN)));
    }

    @Test
    void phoneOfAnotherAppOrTimeIsRefused() {
        onToken("t1");
        onPhone(phone("86", "13800138000", "wx-other", NOW));
        assertThatThrownBy(this::phone).hasMessage(ProblemCode.WECHAT_CODE_INVALID.code());
        onPhone(phone("86", "13800138000", APP, NOW.minus(Duration.ofMinutes(11))));
        assertThatThrownBy(this::phone).hasMessage(ProblemCode.WECHAT_CODE_INVALID.code());
    }

    @Test
    void phoneThatIsNoMobileNumberIsRefused() {
        onToken("t1");
        onPhone(phone("86", "02112345678", APP, NOW));
        assertThatThrownBy(this::phone).hasMessage(ProblemCode.PHONE_UNSUPPORTED.code());
        onPhone(okJson("{\"errcode\":0}"));
        assertThatThrownBy(this::phone).hasMessage(ProblemCode.WECHAT_UNAVAILABLE.code());
    }

    @ParameterizedTest
    @CsvSource({"40001", "40014", "42001"})
    void tokenThatIsNotAcceptedIsReplacedOnce(int errcode) {
        WECHAT.stubFor(
                inState(post(urlPathEqualTo(TOKEN)), Scenario.STARTED, "second").willReturn(token("old")));
        WECHAT.stubFor(inState(post(urlPathEqualTo(TOKEN)), "second", "second").willReturn(token("new")));
        WECHAT.stubFor(post(urlPathEqualTo(PHONE))
                .withQueryParam("access_token", equalTo("old"))
                .willReturn(error(errcode)));
        WECHAT.stubFor(post(urlPathEqualTo(PHONE))
                .withQueryParam("access_token", equalTo("new"))
                .willReturn(phone("86", "13800138000", APP, NOW)));
        assertThat(phone()).isEqualTo("+8613800138000");
        assertThat(phone()).isEqualTo("+8613800138000");
        WECHAT.verify(2, postRequestedFor(urlPathEqualTo(TOKEN)));
        WECHAT.verify(3, postRequestedFor(urlPathEqualTo(PHONE)));
    }

    @Test
    void tokenThatIsNeverAcceptedIsNotReplacedForEver() {
        onToken("t1");
        onPhone(error(40001));
        assertThatThrownBy(this::phone).hasMessage(ProblemCode.WECHAT_UNAVAILABLE.code());
        WECHAT.verify(2, postRequestedFor(urlPathEqualTo(TOKEN)));
        WECHAT.verify(2, postRequestedFor(urlPathEqualTo(PHONE)));
    }

    @Test
    void manyCallersShareOneTokenRequest() {
        WECHAT.stubFor(post(urlPathEqualTo(TOKEN))
                .withRequestBody(
                        equalToJson(
                                "{\"grant_type\":\"client_credential\",\"appid\":\"wx1\",\"secret\":\"s&cret\",\"force_refresh\":false}"))
                .willReturn(token("t1").withFixedDelay(150)));
        onPhone(phone("86", "13800138000", APP, NOW));
        assertThat(Set.copyOf(Await.together(16, this::phone))).containsExactly("+8613800138000");
        WECHAT.verify(1, postRequestedFor(urlPathEqualTo(TOKEN)));
    }

    private static void onSession(ResponseDefinitionBuilder answer) {
        WECHAT.stubFor(get(urlPathEqualTo(SESSION)).willReturn(answer));
    }

    private static void onToken(String value) {
        WECHAT.stubFor(post(urlPathEqualTo(TOKEN)).willReturn(token(value)));
    }

    private static void onPhone(ResponseDefinitionBuilder answer) {
        WECHAT.stubFor(post(urlPathEqualTo(PHONE)).willReturn(answer));
    }

    private static MappingBuilder inState(MappingBuilder request, String state, String next) {
        return request.inScenario("wechat").whenScenarioStateIs(state).willSetStateTo(next);
    }

    private static ResponseDefinitionBuilder error(int errcode) {
        return okJson("{\"errcode\":" + errcode + ",\"errmsg\":\"no\\n rid: 1\"}");
    }

    private static ResponseDefinitionBuilder token(String value) {
        return okJson("{\"access_token\":\"" + value + "\",\"expires_in\":7200}");
    }

    private static ResponseDefinitionBuilder phone(String countryCode, String number, String app, Instant at) {
        return okJson("""
                {"errcode":0,"errmsg":"ok","phone_info":{"phoneNumber":"%2$s","purePhoneNumber":"%2$s","countryCode":%1$s,
                 "watermark":{"timestamp":%4$d,"appid":"%3$s"}}}
                """.formatted(countryCode, number, app, at.getEpochSecond()));
    }

    private WechatPerson session(String code) {
        return await(client.session(APP, code));
    }

    private String phone() {
        return await(client.phone(APP, "o1", "c").map(PhoneNumber::e164));
    }

    private void assertUnavailable() {
        assertThatThrownBy(() -> session("x")).hasMessage(ProblemCode.WECHAT_UNAVAILABLE.code());
    }

    private static <T> T await(Uni<T> result) {
        return result.await().atMost(PATIENT.multipliedBy(2));
    }
}
