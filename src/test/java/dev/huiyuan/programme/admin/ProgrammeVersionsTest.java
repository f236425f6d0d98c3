package dev.huiyuan.programme.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.programme.ProgrammeVersion;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.outbox.OutboxEvent;
import dev.huiyuan.testing.HeardEvents;
import dev.huiyuan.testing.HuiyuanTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class ProgrammeVersionsTest {
    @Inject
    ProgrammeApi api;

    @Inject
    ProgrammeService programme;

    @Inject
    Events events;

    @AfterEach
    void tidy() {
        api.tidy();
    }

    @Test
    void earlierRulesAreBroughtBackAsANewVersion() {
        Instant from = api.ahead(8);
        int wrong = api.schedule(api.draft("earning", earning(9)), from);
        Response answer = api.rollBack(1, from.plusSeconds(60));
        answer.then()
                .statusCode(201)
                .body("version", equalTo(wrong + 1))
                .body("origin", equalTo("ROLLBACK"))
                .body("restoredVersion", equalTo(1))
                .body("note", equalTo("测试恢复"));
        assertThat(at(from.plusSeconds(30)).rules().earning().pointsPerYuan()).isEqualTo(9);
        assertThat(at(from.plusSeconds(60)).version()).isEqualTo(wrong + 1);
        assertThat(at(from.plusSeconds(60)).rules()).isEqualTo(programme.current());
    }

    @Test
    void onlyWhatHeldIsBroughtBack() {
        api.rollBack(1, api.ahead(9)).then().statusCode(409).body("code", equalTo("programme-rollback-refused"));
        int scheduled = api.schedule(api.draft(), api.ahead(9));
        api.rollBack(scheduled, api.ahead(10)).then().statusCode(409);
        api.rollBack(987_654, api.ahead(10))
                .then()
                .statusCode(422)
                .body("code", equalTo("programme-version-unknown"))
                .body("errors.pointer", hasItem("/version"));
        api.rollBack(1, api.ahead(8)).then().statusCode(409).body("code", equalTo("programme-versions-overlap"));
        api.admin(ProgrammeApi.key())
                .body("{\"version\": 1}")
                .post(ProgrammeApi.ROOT + "/rollbacks")
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItem("/reason"));
        api.as(Role.AUDITOR)
                .header("Idempotency-Key", ProgrammeApi.key())
                .body("{\"version\": 1, \"reason\": \"x\"}")
                .post(ProgrammeApi.ROOT + "/rollbacks")
                .then()
                .statusCode(403);
    }

    @Test
    void scheduledVersionIsWithdrawnOnceAndGivesItsTimeFree() {
        Instant from = api.ahead(11);
        int version = api.schedule(api.draft("earning", earning(4)), from);
        api.withdraw(version)
                .then()
                .statusCode(201)
                .body("state", equalTo("WITHDRAWN"))
                .body("withdrawnBy", startsWith("staff:"))
                .body("withdrawalReason", equalTo("测试撤回"));
        assertThat(at(from.plusSeconds(1)).rules().earning().pointsPerYuan()).isEqualTo(1);
        api.withdraw(version).then().statusCode(409).body("code", equalTo("programme-version-not-scheduled"));
        assertThat(api.schedule(api.draft(), from)).isEqualTo(version + 1);
    }

    @Test
    void versionThatHoldsIsNotWithdrawn() {
        String active = api.inForce();
        api.withdraw(1).then().statusCode(409).body("code", equalTo("programme-version-not-scheduled"));
        api.withdraw(987_654).then().statusCode(404);
        assertThat(api.inForce()).isEqualTo(active);
    }

    @Test
    void versionsAreListedNewestFirst() {
        int older = api.schedule(api.draft(), api.ahead(12));
        int newer = api.schedule(api.draft(), api.ahead(13));
        Response page = api.as(Role.AUDITOR).get(ProgrammeApi.ROOT + "/versions?limit=1");
        page.then().statusCode(200).body("items[0].version", equalTo(newer)).body("items[0].document", nullValue());
        api.admin()
                .queryParam("cursor", page.<String>path("nextCursor"))
                .get(ProgrammeApi.ROOT + "/versions?limit=1")
                .then()
                .body("items[0].version", equalTo(older));
        api.admin()
                .get(ProgrammeApi.ROOT + "/versions?limit=100")
                .then()
                .body("items.find { it.version == 1 }.state", equalTo("ACTIVE"));
        api.admin()
                .queryParam("cursor", "AZgAAAAAcACAAAAAAAAAAQ")
                .get(ProgrammeApi.ROOT + "/versions")
                .then()
                .statusCode(400)
                .body("code", equalTo("cursor-invalid"));
        api.admin().get(ProgrammeApi.ROOT + "/versions/987654").then().statusCode(404);
    }

    @Test
    void activationAndWithdrawalAreEvents() {
        int version = api.schedule(api.draft(), api.ahead(16));
        api.withdraw(version).then().statusCode(201);
        Awaitility.await()
                .untilAsserted(() -> assertThat(events.topics(version))
                        .containsExactlyInAnyOrder("programme.activated.v1", "programme.withdrawn.v1"));
    }

    private ProgrammeVersion at(Instant instant) {
        return programme.at(instant);
    }

    /** The default's rules of earning with another rate. */
    private JsonObject earning(int pointsPerYuan) {
        return new JsonObject(api.inForce())
                .getJsonObject("document")
                .getJsonObject("earning")
                .put("pointsPerYuan", pointsPerYuan);
    }

    /** What the relay delivered of the programme. */
    @Singleton
    static class Events extends HeardEvents {
        Events() {
            super("programme.");
        }

        List<String> topics(int version) {
            return seen().filter(event -> new JsonObject(event.payload()).getInteger("version") == version)
                    .map(OutboxEvent::topic)
                    .distinct()
                    .toList();
        }
    }
}
