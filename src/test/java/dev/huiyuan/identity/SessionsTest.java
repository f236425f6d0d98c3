package dev.huiyuan.identity;

import static dev.huiyuan.testing.StaffTokens.PASSWORD;
import static dev.huiyuan.testing.StaffTokens.STORE;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.sql.Transactions;
import dev.huiyuan.testing.Await;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.MovableClock;
import dev.huiyuan.testing.StaffTokens;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class SessionsTest {
    @Inject
    StaffTokens staff;

    @Inject
    Sessions sessions;

    @Inject
    Transactions transactions;

    @Inject
    AccessTokens accessTokens;

    @Inject
    MovableClock clock;

    @Test
    void memberRefreshesTokens() {
        UUID memberId = UUID.randomUUID();
        SessionTokens first = openForMember(memberId);
        ValidatableResponse second = refresh(first.refreshToken()).statusCode(200);
        String accessToken = second.extract().path("accessToken");
        assertThat(accessTokens.verify(accessToken).orElseThrow().caller().id()).isEqualTo(memberId);
        refresh(second.extract().path("refreshToken")).statusCode(200);
    }

    @Test
    void staffRefreshKeepsTheTerminal() {
        String refreshToken = signIn(staff.make(Role.CLERK, Set.of(STORE), false), "till-9");
        String accessToken = refresh(refreshToken).statusCode(200).extract().path("accessToken");
        assertThat(accessTokens.verify(accessToken).orElseThrow().caller().terminal())
                .isEqualTo(STORE + "/till-9");
    }

    @Test
    void parallelRefreshesGetTheSameSuccessor() {
        String refreshToken = openForMember(UUID.randomUUID()).refreshToken();
        List<String> successors = Await.together(
                10, () -> refresh(refreshToken).statusCode(200).extract().<String>path("refreshToken"));
        assertThat(Set.copyOf(successors)).hasSize(1);
        refresh(successors.getFirst()).statusCode(200);
    }

    @Test
    void replacedTokenEndsTheSessionAfterTheGrace() {
        String first = openForMember(UUID.randomUUID()).refreshToken();
        String second = refresh(first).extract().path("refreshToken");
        clock.advance(Duration.ofSeconds(61));
        refresh(first).statusCode(401).body("code", equalTo("token-invalid"));
        refresh(second).statusCode(401);
    }

    @Test
    void replacedTokenIsStillGoodWithinTheGrace() {
        String first = openForMember(UUID.randomUUID()).refreshToken();
        String second = refresh(first).extract().path("refreshToken");
        clock.advance(Duration.ofSeconds(50));
        refresh(first).statusCode(200).body("refreshToken", equalTo(second));
        refresh(second).statusCode(200);
    }

    @Test
    void tokenBeforeTheLastOneEndsTheSessionAtOnce() {
        String first = openForMember(UUID.randomUUID()).refreshToken();
        String second = refresh(first).extract().path("refreshToken");
        String third = refresh(second).extract().path("refreshToken");
        refresh(first).statusCode(401);
        refresh(third).statusCode(401);
    }

    @Test
    void sessionRunsOutWhenItIsNotUsed() {
        String refreshToken = openForMember(UUID.randomUUID()).refreshToken();
        clock.advance(Duration.ofDays(61));
        refresh(refreshToken).statusCode(401);
    }

    @Test
    void whatIsNoRefreshTokenIsRefused() {
        refresh("not-a-token").statusCode(401).body("code", equalTo("token-invalid"));
        refresh(new RefreshToken(UUID.randomUUID(), new byte[32]).text()).statusCode(401);
    }

    @Test
    void signingOutEndsTheSession() {
        SessionTokens tokens = openForMember(UUID.randomUUID());
        given().auth()
                .oauth2(tokens.accessToken())
                .delete("/v1/auth/sessions/current")
                .then()
                .statusCode(204);
        refresh(tokens.refreshToken()).statusCode(401);
    }

    @Test
    void signingOutNeedsASession() {
        given().delete("/v1/auth/sessions/current").then().statusCode(401).body("code", equalTo("unauthenticated"));
    }

    private SessionTokens openForMember(UUID memberId) {
        return Await.result(() -> transactions.run(c -> sessions.openForMember(c, memberId)));
    }

    private static String signIn(String userName, String terminalId) {
        return given().contentType(ContentType.JSON)
                .body(StaffTokens.request(userName, PASSWORD, STORE, terminalId))
                .post("/v1/auth/staff/sessions")
                .then()
                .statusCode(201)
                .extract()
                .path("refreshToken");
    }

    private static ValidatableResponse refresh(String refreshToken) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("refreshToken", refreshToken))
                .post("/v1/auth/tokens")
                .then();
    }
}
