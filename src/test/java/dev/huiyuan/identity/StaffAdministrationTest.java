package dev.huiyuan.identity;

import static dev.huiyuan.testing.StaffTokens.OTHER_STORE;
import static dev.huiyuan.testing.StaffTokens.PASSWORD;
import static dev.huiyuan.testing.StaffTokens.STORE;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.StaffTokens;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class StaffAdministrationTest {
    @Inject
    StaffTokens staff;

    private String admin = "";

    @BeforeEach
    void signInAdministrator() {
        admin = staff.admin();
    }

    @Test
    void administratorLetsAClerkSignIn() {
        String userName = userName();
        create(newClerk(userName))
                .statusCode(201)
                .header("ETag", equalTo("\"1\""))
                .body("userName", equalTo(userName))
                .body("displayName", equalTo("王店员"))
                .body("version", equalTo(1));
        signIn(userName).then().statusCode(201).body("displayName", equalTo("王店员"));
    }

    @Test
    void userNameThatIsTakenIsRefused() {
        String userName = userName();
        create(newClerk(userName)).statusCode(201);
        create(newClerk(userName)).statusCode(409).body("code", equalTo("user-name-taken"));
    }

    @Test
    void storeThatDoesNotExistIsRefused() {
        Map<String, Object> clerk = newClerk(userName());
        clerk.put("storeIds", List.of(UUID.randomUUID()));
        create(clerk).statusCode(422).body("code", equalTo("store-unknown"));
    }

    @Test
    void clerkOfAllStoresIsRefused() {
        Map<String, Object> clerk = newClerk(userName());
        clerk.put("allStores", true);
        create(clerk).statusCode(400).body("errors[0].pointer", equalTo("/storeIds"));
    }

    @Test
    void shortPasswordIsRefused() {
        Map<String, Object> clerk = newClerk(userName());
        clerk.put("password", "short");
        create(clerk).statusCode(400).body("errors[0].pointer", equalTo("/password"));
    }

    @Test
    void passwordLongerThanBcryptReadsIsRefused() {
        Map<String, Object> clerk = newClerk(userName());
        clerk.put("password", "密".repeat(25));
        create(clerk).statusCode(400).body("errors[0].pointer", equalTo("/password"));
    }

    @Test
    void changeNeedsTheVersion() {
        String path = create(newClerk(userName())).extract().path("id");
        replace(path, null, change()).statusCode(428).body("code", equalTo("version-required"));
        replace(path, "\"7\"", change()).statusCode(412).body("code", equalTo("version-stale"));
        replace(path, "\"1\"", change())
                .statusCode(200)
                .body("storeIds", containsInAnyOrder(STORE.toString(), OTHER_STORE.toString()))
                .body("version", equalTo(2));
        replace(path, "\"1\"", change()).statusCode(412);
    }

    @Test
    void newRoleHoldsFromTheNextRefreshOn() {
        String userName = userName();
        String id = create(newClerk(userName)).extract().path("id");
        String refreshToken = signIn(userName).path("refreshToken");
        Map<String, Object> change = change();
        change.put("role", "manager");
        replace(id, "\"1\"", change).statusCode(200);
        String accessToken = refresh(refreshToken).statusCode(200).extract().path("accessToken");
        given().auth().oauth2(accessToken).get("/v1/admin/staff").then().statusCode(403);
    }

    @Test
    void disabledStaffMemberIsSignedOutAndCannotSignIn() {
        String userName = userName();
        String id = create(newClerk(userName)).extract().path("id");
        String refreshToken = signIn(userName).path("refreshToken");
        Map<String, Object> change = change();
        change.put("active", false);
        replace(id, "\"1\"", change).statusCode(200);
        refresh(refreshToken).statusCode(401);
        signIn(userName).then().statusCode(401).body("code", equalTo("credentials-invalid"));
    }

    @Test
    void newPasswordEndsSessionsAndReplacesTheOldOne() {
        String userName = userName();
        String id = create(newClerk(userName)).extract().path("id");
        String refreshToken = signIn(userName).path("refreshToken");
        Map<String, Object> change = change();
        change.put("password", "another-horse");
        replace(id, "\"1\"", change).statusCode(200);
        refresh(refreshToken).statusCode(401);
        signIn(userName).then().statusCode(401);
        signIn(userName, "another-horse").then().statusCode(201);
    }

    @Test
    void administratorCannotDemoteThemselves() {
        String userName = staff.make(Role.ADMIN, Set.of(), true);
        String own = StaffTokens.signIn(userName, null, null);
        String id = as(own).get("/v1/admin/staff?limit=1").then().extract().path("items[0].id");
        as(own).header("If-Match", "\"1\"")
                .body(change())
                .put("/v1/admin/staff/" + id)
                .then()
                .statusCode(409)
                .body("code", equalTo("own-account"));
    }

    @Test
    void unknownStaffMemberIsNotFound() {
        as(admin).get("/v1/admin/staff/" + UUID.randomUUID()).then().statusCode(404);
        replace(UUID.randomUUID().toString(), "\"1\"", change()).statusCode(404);
    }

    @Test
    void staffAreListedInPages() {
        create(newClerk(userName()));
        create(newClerk(userName()));
        String cursor = as(admin)
                .get("/v1/admin/staff?limit=1")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("nextCursor", notNullValue())
                .extract()
                .path("nextCursor");
        as(admin)
                .get("/v1/admin/staff?limit=1&cursor=" + cursor)
                .then()
                .statusCode(200)
                .body("items", hasSize(1));
        as(admin).get("/v1/admin/staff?cursor=nonsense").then().statusCode(400);
    }

    @Test
    void onlyAdministratorsAdministerStaff() {
        given().get("/v1/admin/staff").then().statusCode(401);
        for (String token : List.of(
                staff.clerk(STORE),
                staff.manager(STORE),
                staff.ofAllStores(Role.REGIONAL),
                staff.ofAllStores(Role.SERVICE),
                staff.ofAllStores(Role.MARKETING),
                staff.ofAllStores(Role.AUDITOR))) {
            as(token).get("/v1/admin/staff").then().statusCode(403).body("code", equalTo("forbidden"));
            as(token).body(newClerk(userName())).post("/v1/admin/staff").then().statusCode(403);
            as(token).get("/v1/admin/credentials").then().statusCode(403);
        }
    }

    private static Map<String, Object> newClerk(String userName) {
        return new HashMap<>(Map.of(
                "userName",
                userName,
                "displayName",
                "王店员",
                "role",
                "clerk",
                "storeIds",
                List.of(STORE),
                "allStores",
                false,
                "password",
                PASSWORD));
    }

    private static Map<String, Object> change() {
        return new HashMap<>(Map.of(
                "displayName",
                "王店长",
                "role",
                "clerk",
                "storeIds",
                List.of(STORE, OTHER_STORE),
                "allStores",
                false,
                "active",
                true));
    }

    private static String userName() {
        return "t-" + UUID.randomUUID();
    }

    private static RequestSpecification as(String token) {
        return given().auth().oauth2(token).contentType(ContentType.JSON);
    }

    private ValidatableResponse create(Map<String, Object> request) {
        return as(admin).body(request).post("/v1/admin/staff").then();
    }

    private ValidatableResponse replace(
            String id, @org.jspecify.annotations.Nullable String ifMatch, Map<String, Object> request) {
        RequestSpecification specification = as(admin).body(request);
        if (ifMatch != null) specification.header("If-Match", ifMatch);
        return specification.put("/v1/admin/staff/" + id).then();
    }

    private static Response signIn(String userName) {
        return signIn(userName, PASSWORD);
    }

    private static Response signIn(String userName, String password) {
        return given().contentType(ContentType.JSON)
                .body(StaffTokens.request(userName, password, null, null))
                .post("/v1/auth/staff/sessions");
    }

    private static ValidatableResponse refresh(String refreshToken) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("refreshToken", refreshToken))
                .post("/v1/auth/tokens")
                .then();
    }
}
