package dev.huiyuan.identity;

import static dev.huiyuan.testing.StaffTokens.STORE;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import dev.huiyuan.shared.crypto.PhoneNumber;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
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
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@HuiyuanTest
class PhoneCodesTest {
    private static final String PURPOSE = "activation";

    @Inject
    PhoneCodes codes;

    @Inject
    Transactions transactions;

    @Inject
    StaffTokens staff;

    @Inject
    TestTokens tokens;

    @Inject
    MovableClock clock;

    private final String phone = "139" + ThreadLocalRandom.current().nextInt(10_000_000, 99_999_999);

    @Test
    void clerkHasACodeSentThatIsGoodOnce() {
        send(staff.clerk(STORE), PURPOSE)
                .statusCode(202)
                .body("phone", equalTo("139****" + phone.substring(7)))
                .body("expiresInSeconds", equalTo(300))
                .body("resendAfterSeconds", equalTo(60));
        String code = inbox();
        assertThat(code).matches("[0-9]{6}");
        verify(code);
        assertRefused(code);
    }

    @Test
    void codeForAnotherPurposeOrPhoneIsRefused() {
        send(staff.clerk(STORE), PURPOSE).statusCode(202);
        String code = inbox();
        assertThatThrownBy(() ->
                        Await.result(() -> transactions.run(c -> codes.verify(c, number(phone), "presence", code))))
                .hasMessage(ProblemCode.PHONE_CODE_INVALID.code());
        assertThatThrownBy(() -> Await.result(
                        () -> transactions.run(c -> codes.verify(c, number("13800138001"), PURPOSE, code))))
                .hasMessage(ProblemCode.PHONE_CODE_INVALID.code());
        verify(code);
    }

    @Test
    void codeIsDeadAfterFiveWrongTries() {
        send(staff.clerk(STORE), PURPOSE).statusCode(202);
        String code = inbox();
        for (int i = 0; i < 5; i++) assertRefused(wrong(code));
        assertRefused(code);
    }

    @Test
    void codeIsGoodAfterFourWrongTries() {
        send(staff.clerk(STORE), PURPOSE).statusCode(202);
        String code = inbox();
        for (int i = 0; i < 4; i++) assertRefused(wrong(code));
        verify(code);
    }

    @Test
    void guessingInParallelGetsNoMoreTries() {
        send(staff.clerk(STORE), PURPOSE).statusCode(202);
        String code = inbox();
        Await.together(20, () -> {
            assertRefused(wrong(code));
            return true;
        });
        assertRefused(code);
    }

    @Test
    void codeUsedTwentyTimesAtOnceIsAcceptedOnceAtMost() {
        send(staff.clerk(STORE), PURPOSE).statusCode(202);
        String code = inbox();
        List<Boolean> accepted = Await.together(20, () -> {
            try {
                verify(code);
                return true;
            } catch (ProblemException refused) {
                return false;
            }
        });
        assertThat(accepted.stream().filter(won -> won)).hasSize(1);
    }

    @Test
    void expiredCodeIsRefused() {
        send(staff.clerk(STORE), PURPOSE).statusCode(202);
        String code = inbox();
        clock.advance(Duration.ofMinutes(5));
        assertRefused(code);
    }

    @Test
    void secondCodeWithinAMinuteIsRefusedAndReplacesTheFirstAfterwards() {
        String clerk = staff.clerk(STORE);
        send(clerk, PURPOSE).statusCode(202);
        String first = inbox();
        String retryAfter = send(clerk, PURPOSE)
                .statusCode(429)
                .body("code", equalTo("too-many-requests"))
                .extract()
                .header("Retry-After");
        assertThat(Integer.parseInt(retryAfter)).isBetween(1, 61);
        clock.advance(Duration.ofSeconds(61));
        send(clerk, PURPOSE).statusCode(202);
        String second = inbox();
        if (!first.equals(second)) assertRefused(first);
        verify(second);
    }

    @Test
    void eleventhCodeOfADayIsRefused() {
        for (int i = 0; i < 10; i++) {
            Await.result(() -> codes.send(number(phone), PURPOSE, null));
            clock.advance(Duration.ofSeconds(61));
        }
        assertThatThrownBy(() -> Await.result(() -> codes.send(number(phone), PURPOSE, null)))
                .hasMessage(ProblemCode.TOO_MANY_REQUESTS.code());
        clock.advance(Duration.ofDays(1));
        Await.result(() -> codes.send(number(phone), PURPOSE, null));
    }

    @Test
    void dinerMayHaveACodeSentToRegisterButNotForAPresence() {
        String token = tokens.registration("wx-demo", "o-" + UUID.randomUUID());
        send(token, "registration").statusCode(202);
        send(token, "presence").statusCode(403).body("code", equalTo("forbidden"));
    }

    @ParameterizedTest
    @CsvSource({"regional, 202", "service, 202", "admin, 202", "import, 403"})
    void whoActivatesAndLooksUpMayHaveACodeSent(String role, int status) {
        send(tokens.staffOfAllStores(role), PURPOSE).statusCode(status);
    }

    @Test
    void unknownPurposeMalformedPhoneAndStrangersAreRefused() {
        String clerk = staff.clerk(STORE);
        send(clerk, "fun").statusCode(400).body("errors[0].pointer", equalTo("/purpose"));
        given().auth()
                .oauth2(clerk)
                .contentType(ContentType.JSON)
                .body(Map.of("phone", "12", "purpose", PURPOSE))
                .post("/v1/auth/phone-codes")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/phone"));
        given().contentType(ContentType.JSON)
                .body(Map.of("phone", phone, "purpose", PURPOSE))
                .post("/v1/auth/phone-codes")
                .then()
                .statusCode(401);
    }

    private ValidatableResponse send(String token, String purpose) {
        return given().auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .body(Map.of("phone", phone, "purpose", purpose))
                .post("/v1/auth/phone-codes")
                .then();
    }

    private String inbox() {
        return given().contentType(ContentType.JSON)
                .body(Map.of("phone", phone))
                .post("/simulator/sms/inbox")
                .then()
                .statusCode(200)
                .extract()
                .path("messages[0].code");
    }

    private void verify(String code) {
        Await.result(() -> transactions.run(c -> codes.verify(c, number(phone), PURPOSE, code)));
    }

    private void assertRefused(String code) {
        assertThatThrownBy(() -> verify(code)).hasMessage(ProblemCode.PHONE_CODE_INVALID.code());
    }

    private static String wrong(String code) {
        return code.equals("000000") ? "000001" : "000000";
    }

    private static PhoneNumber number(String phone) {
        return PhoneNumber.parse(phone).orElseThrow();
    }
}
