package dev.huiyuan.programme.admin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.shared.caller.Role;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The programme as administrators see it. Tests share one programme: what they activate lies far ahead, and
 * {@link #tidy} takes it back.
 */
@Singleton
class ProgrammeApi {
    static final String ROOT = "/v1/admin/programme";
    static final String DRAFTS = ROOT + "/drafts";

    private final TestTokens tokens;
    private final Clock clock;

    ProgrammeApi(TestTokens tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    RequestSpecification as(String role) {
        return given().auth().oauth2(tokens.staffOfAllStores(role)).contentType(ContentType.JSON);
    }

    RequestSpecification admin() {
        return as(Role.ADMIN);
    }

    RequestSpecification admin(String key) {
        return admin().header("Idempotency-Key", key);
    }

    static String key() {
        return UUID.randomUUID().toString();
    }

    /** An instant so far ahead that nothing activated for it ever holds. */
    Instant ahead(int days) {
        return clock.instant().plus(Duration.ofDays(300L + days));
    }

    /** A new draft's id: a copy of the rules in force. */
    String draft() {
        return admin(key())
                .body("{\"note\": \"测试\"}")
                .post(DRAFTS)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    /** A new draft with one part replaced, and so in version 2. */
    String draft(String part, Object value) {
        String id = draft();
        put(id, part, "\"1\"", value).then().statusCode(200);
        return id;
    }

    Response put(String id, @Nullable String part, String version, Object value) {
        String path = DRAFTS + "/" + id + (part == null ? "" : "/" + part);
        return admin().header("If-Match", version).body(text(value)).put(path);
    }

    private static String text(Object value) {
        return switch (value) {
            case JsonObject object -> object.encode();
            case JsonArray list -> list.encode();
            default -> value.toString();
        };
    }

    JsonObject document(String id) {
        return new JsonObject(admin().get(DRAFTS + "/" + id).asString()).getJsonObject("document");
    }

    Response validate(String id) {
        return admin().post(DRAFTS + "/" + id + "/validations");
    }

    Response activate(String id, String key, @Nullable Instant from) {
        return activate(id, key, from, false);
    }

    Response activate(String id, String key, @Nullable Instant from, boolean moveMembers) {
        JsonObject request = new JsonObject();
        if (from != null) request.put("effectiveFrom", from.toString());
        if (moveMembers) request.put("moveMembers", true);
        return admin(key).body(request.encode()).post(DRAFTS + "/" + id + "/activations");
    }

    /** Activates a draft far ahead; returns the version's number. */
    int schedule(String id, Instant from) {
        return activate(id, key(), from).then().statusCode(201).extract().path("version");
    }

    Response rollBack(int version, @Nullable Instant from) {
        JsonObject request = new JsonObject().put("version", version).put("reason", "测试恢复");
        if (from != null) request.put("effectiveFrom", from.toString());
        return admin(key()).body(request.encode()).post(ROOT + "/rollbacks");
    }

    Response withdraw(int version) {
        return admin(key()).body("{\"reason\": \"测试撤回\"}").post(ROOT + "/versions/" + version + "/withdrawals");
    }

    /** What a draft would change. */
    Response preview(String id) {
        Response preview = as(Role.AUDITOR).post(DRAFTS + "/" + id + "/previews");
        assertThat(preview.statusCode()).as(preview.asString()).isEqualTo(200);
        return preview;
    }

    /** A figure of a preview; 0 where it is not there. */
    static long figure(Response preview, String topic, String name, String side) {
        Number figure = preview.path(
                "impact.find { it.topic == '%s' }.figures.find { it.name == '%s' }?.%s".formatted(topic, name, side));
        return figure == null ? 0 : figure.longValue();
    }

    /** The rules in force as they are told. */
    String inForce() {
        return admin().get(ROOT).then().statusCode(200).extract().asString();
    }

    /** Withdraws what is scheduled and deletes all drafts. */
    void tidy() {
        List<Integer> scheduled =
                admin().get(ROOT + "/versions?limit=100").path("items.findAll { it.state == 'SCHEDULED' }.version");
        scheduled.forEach(version -> withdraw(version).then().statusCode(201));
        List<String> drafts = admin().get(DRAFTS + "?limit=100").path("items.id");
        drafts.forEach(id -> admin().delete(DRAFTS + "/" + id).then().statusCode(204));
    }
}
