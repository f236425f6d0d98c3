package dev.huiyuan.identity;

import static dev.huiyuan.testing.StaffTokens.OTHER_STORE;
import static dev.huiyuan.testing.StaffTokens.PASSWORD;
import static dev.huiyuan.testing.StaffTokens.STORE;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.MovableClock;
import dev.huiyuan.testing.StaffTokens;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class StaffSignInTest {
    @Inject
    StaffTokens staff;

    @Inject
    AccessTokens tokens;

    @Inject
    MovableClock clock;

    @Test
    void clerkSignsInAtTheOwnStore() {
        String clerk = staff.make(Role.CLERK, Set.of(STORE), false);
        String accessToken = signIn(clerk, PASSWORD, STORE, "till-1")
                .statusCode(201)
                .body("role", equalTo("clerk"))
                .body("storeIds", contains(STORE.toString()))
                .body("allStores", equalTo(false))
                .body("terminal", equalTo(STORE + "/till-1"))
                .body("expiresInSeconds", equalTo(900))
                .extract()
                .path("accessToken");
        Caller caller = tokens.verify(accessToken).orElseThrow().caller();
        assertThat(caller.kind()).isEqualTo(Caller.Kind.STAFF);
        assertThat(caller.storeIds()).containsExactly(STORE);
        assertThat(caller.terminal()).isEqualTo(STORE + "/till-1");
    }

    @Test
    void clerkIsRefusedAtAnotherStore() {
        String clerk = staff.make(Role.CLERK, Set.of(STORE), false);
        signIn(clerk, PASSWORD, OTHER_STORE, null).statusCode(403).body("code", equalTo("store-not-allowed"));
    }

    @Test
    void storeAndTerminalHaveDefaults() {
        String clerk = staff.make(Role.CLERK, Set.of(STORE), false);
        signIn(clerk, PASSWORD, null, null).statusCode(201).body("terminal", startsWith(STORE + "/"));
    }

    @Test
    void terminalWithoutStoreIsRefused() {
        String admin = staff.make(Role.ADMIN, Set.of(), true);
        signIn(admin, PASSWORD, null, "till-1").statusCode(400).body("errors[0].pointer", equalTo("/storeId"));
    }

    @Test
    void storeThatDoesNotExistIsRefused() {
        String admin = staff.make(Role.ADMIN, Set.of(), true);
        signIn(admin, PASSWORD, UUID.randomUUID(), null).statusCode(422).body("code", equalTo("store-unknown"));
    }

    @Test
    void wrongPasswordAndUnknownUserNameGetTheSameAnswer() {
        String clerk = staff.make(Role.CLERK, Set.of(STORE), false);
        signIn(clerk, "wrong", null, null).statusCode(401).body("code", equalTo("credentials-invalid"));
        signIn("nobody-" + UUID.randomUUID(), "wrong", null, null)
                .statusCode(401)
                .body("code", equalTo("credentials-invalid"));
    }

    @Test
    void userNameIsReadInAnyCase() {
        String clerk = staff.make(Role.CLERK, Set.of(STORE), false);
        signIn(clerk.toUpperCase(java.util.Locale.ROOT), PASSWORD, null, null).statusCode(201);
    }

    @Test
    void failuresInARowLockTheUserNameForAWhile() {
        String clerk = staff.make(Role.CLERK, Set.of(STORE), false);
        for (int i = 0; i < 10; i++) signIn(clerk, "wrong", null, null).statusCode(401);
        String retryAfter = signIn(clerk, PASSWORD, null, null)
                .statusCode(429)
                .body("code", equalTo("too-many-requests"))
                .extract()
                .header("Retry-After");
        assertThat(Integer.parseInt(retryAfter)).isBetween(800, 901);
        clock.advance(Duration.ofMinutes(16));
        signIn(clerk, PASSWORD, null, null).statusCode(201);
    }

    @Test
    void successStartsTheCountAnew() {
        String clerk = staff.make(Role.CLERK, Set.of(STORE), false);
        for (int i = 0; i < 9; i++) signIn(clerk, "wrong", null, null).statusCode(401);
        signIn(clerk, PASSWORD, null, null).statusCode(201);
        signIn(clerk, "wrong", null, null).statusCode(401);
    }

    @Test
    void lockoutHoldsForUserNamesThatDoNotExistAsWell() {
        String nobody = "nobody-" + UUID.randomUUID();
        for (int i = 0; i < 10; i++) signIn(nobody, "wrong", null, null).statusCode(401);
        signIn(nobody, "wrong", null, null).statusCode(429);
    }

    @Test
    void unknownFieldIsRefused() {
        given().contentType(ContentType.JSON)
                .body(Map.of("userName", "a", "password", "b", "pin", "1"))
                .post("/v1/auth/staff/sessions")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/pin"))
                .body("errors[0].code", equalTo("unknown"));
    }

    @Test
    void missingPasswordIsRefused() {
        given().contentType(ContentType.JSON)
                .body(Map.of("userName", "a"))
                .post("/v1/auth/staff/sessions")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/password"))
                .body("errors[0].code", equalTo("required"));
    }

    private static ValidatableResponse signIn(
            String userName, String password, @Nullable UUID storeId, @Nullable String terminalId) {
        return given().contentType(ContentType.JSON)
                .body(StaffTokens.request(userName, password, storeId, terminalId))
                .post("/v1/auth/staff/sessions")
                .then();
    }
}
