package dev.huiyuan.identity.platform;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.huiyuan.shared.crypto.PhoneNumber;
import dev.huiyuan.shared.problem.ProblemCode;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SmsGatewayTest {
    private static final WireMockServer SERVER =
            new WireMockServer(WireMockConfiguration.options().dynamicPort());
    /** Long enough for a busy machine. */
    private static final Duration PATIENT = Duration.ofSeconds(20);

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Vertx VERTX = Vertx.vertx();

    private record Config(Optional<URI> url, Duration timeout) implements SmsConfig {
        @Override
        public Optional<String> authorization() {
            return Optional.of("Bearer of-the-gateway");
        }
    }

    @BeforeAll
    static void start() {
        SERVER.start();
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @BeforeEach
    void reset() {
        SERVER.resetAll();
    }

    @Test
    void messageIsPosted() {
        SERVER.stubFor(post(urlEqualTo("/sms")).willReturn(ok()));
        send(url(), PATIENT);
        SERVER.verify(postRequestedFor(urlEqualTo("/sms"))
                .withHeader("Authorization", equalTo("Bearer of-the-gateway"))
                .withRequestBody(
                        equalToJson("{\"phone\":\"+8613800138000\",\"template\":\"activation\",\"code\":\"123456\"}")));
    }

    @Test
    void gatewayThatRefusesOrIsSilentIsUnavailable() {
        SERVER.stubFor(post(urlEqualTo("/sms")).willReturn(aResponse().withStatus(500)));
        assertUnavailable(url(), PATIENT);
        SERVER.stubFor(post(urlEqualTo("/sms")).willReturn(ok().withFixedDelay(10_000)));
        assertUnavailable(url(), SHORT);
    }

    @Test
    void withoutGatewayNothingIsSent() {
        assertUnavailable(Optional.empty(), PATIENT);
    }

    private static Optional<URI> url() {
        return Optional.of(URI.create(SERVER.baseUrl() + "/sms"));
    }

    private static void assertUnavailable(Optional<URI> url, Duration timeout) {
        assertThatThrownBy(() -> send(url, timeout)).hasMessage(ProblemCode.SMS_UNAVAILABLE.code());
    }

    private static void send(Optional<URI> url, Duration timeout) {
        new SmsGateway(new PlatformHttp(VERTX), new Config(url, timeout))
                .send(new PhoneNumber("+8613800138000"), "activation", "123456")
                .await()
                .atMost(PATIENT.multipliedBy(2));
    }
}
