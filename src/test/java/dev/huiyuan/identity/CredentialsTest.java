package dev.huiyuan.identity;

import static dev.huiyuan.testing.StaffTokens.OTHER_STORE;
import static dev.huiyuan.testing.StaffTokens.STORE;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.StaffTokens;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class CredentialsTest {
    @Inject
    StaffTokens staff;

    @Inject
    AccessTokens tokens;

    private String admin = "";

    @BeforeEach
    void signInAdministrator() {
        admin = staff.admin();
    }

    @Test
    void importSignsInForAllStores() {
        ValidatableResponse made = create("IMPORT", List.of(), true).statusCode(201);
        ValidatableResponse session = signIn(made, Map.of()).statusCode(201).body("role", equalTo("import"));
        Caller caller = tokens.verify(session.extract().path("accessToken"))
                .orElseThrow()
                .caller();
        assertThat(caller.kind()).isEqualTo(Caller.Kind.PARTNER);
        assertThat(caller.allStores()).isTrue();
        assertThat(caller.id().toString()).isEqualTo(made.extract().path("credential.id"));
    }

    @Test
    void tillSignsInAtItsStore() {
        ValidatableResponse made = create("POS", List.of(STORE), false).statusCode(201);
        signIn(made, Map.of("terminalId", "till-3"))
                .statusCode(201)
                .body("role", equalTo("pos"))
                .body("terminal", equalTo(STORE + "/till-3"));
        signIn(made, Map.of("storeId", OTHER_STORE)).statusCode(403).body("code", equalTo("store-not-allowed"));
    }

    @Test
    void tillOfAllStoresIsRefused() {
        create("POS", List.of(), true).statusCode(400).body("errors[0].pointer", equalTo("/storeIds"));
    }

    @Test
    void unknownStoreIsRefused() {
        create("POS", List.of(UUID.randomUUID()), false).statusCode(422).body("code", equalTo("store-unknown"));
    }

    @Test
    void wrongSecretAndUnknownClientGetTheSameAnswer() {
        String clientId = create("IMPORT", List.of(), true).extract().path("credential.clientId");
        signIn(Map.of("clientId", clientId, "clientSecret", "wrong"))
                .statusCode(401)
                .body("code", equalTo("credentials-invalid"));
        signIn(Map.of("clientId", "import-nobody", "clientSecret", "wrong"))
                .statusCode(401)
                .body("code", equalTo("credentials-invalid"));
    }

    @Test
    void revokedCredentialCannotSignIn() {
        ValidatableResponse made = create("IMPORT", List.of(), true);
        String id = made.extract().path("credential.id");
        as(admin).delete("/v1/admin/credentials/" + id).then().statusCode(204);
        as(admin).delete("/v1/admin/credentials/" + id).then().statusCode(204);
        signIn(made, Map.of()).statusCode(401);
        as(admin).delete("/v1/admin/credentials/" + UUID.randomUUID()).then().statusCode(404);
    }

    @Test
    void secretIsShownOnce() {
        ValidatableResponse made = create("IMPORT", List.of(), true);
        String secret = made.extract().path("clientSecret");
        as(admin)
                .get("/v1/admin/credentials")
                .then()
                .statusCode(200)
                .body("items[0].clientId", equalTo(made.extract().path("credential.clientId")))
                .body(not(containsString(secret)));
    }

    private ValidatableResponse create(String kind, List<UUID> storeIds, boolean allStores) {
        return as(admin)
                .body(Map.of("kind", kind, "label", "test", "storeIds", storeIds, "allStores", allStores))
                .post("/v1/admin/credentials")
                .then();
    }

    private static ValidatableResponse signIn(ValidatableResponse made, Map<String, Object> more) {
        Map<String, Object> request = new HashMap<>(more);
        request.put("clientId", made.extract().path("credential.clientId"));
        request.put("clientSecret", made.extract().path("clientSecret"));
        return signIn(request);
    }

    private static ValidatableResponse signIn(Map<String, Object> request) {
        return given().contentType(ContentType.JSON)
                .body(request)
                .post("/v1/auth/partner/sessions")
                .then();
    }

    private static RequestSpecification as(String token) {
        return given().auth().oauth2(token).contentType(ContentType.JSON);
    }
}
