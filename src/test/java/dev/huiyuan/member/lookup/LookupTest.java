package dev.huiyuan.member.lookup;

import static dev.huiyuan.member.NewMembers.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.member.NewMembers;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.MovableClock;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class LookupTest {
    private static final UUID STORE = UUID.fromString("01980000-0000-7000-8000-000000000001");
    private static final UUID OTHER_STORE = UUID.fromString("01980000-0000-7000-8000-000000000002");

    @Inject
    NewMembers members;

    @Inject
    TestTokens tokens;

    @Inject
    Pool pool;

    @Inject
    MovableClock clock;

    @Test
    void memberSeesTheOwnCardMasked() {
        NewMembers.Registered member = members.active();

        given().auth()
                .oauth2(tokens.member(member.id()))
                .get("/v1/me")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("memberId", equalTo(member.id().toString()))
                .body("memberNo", equalTo(member.number()))
                .body("state", equalTo("ACTIVE"))
                .body("name", equalTo("段*"))
                .body("phone", equalTo(member.phone().masked()))
                .body("validUntil", startsWith("20"));
    }

    @Test
    void clerkReadsAMemberById() {
        NewMembers.Registered member = members.active();

        given().auth()
                .oauth2(clerk())
                .get("/v1/members/{id}", member.id())
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("memberNo", equalTo(member.number()));
    }

    @Test
    void unknownIdIsNotFound() {
        given().auth()
                .oauth2(clerk())
                .get("/v1/members/{id}", UUID.randomUUID())
                .then()
                .statusCode(404)
                .body("code", equalTo("member-not-found"));
    }

    @Test
    void memberMayNotLookOthersUp() {
        NewMembers.Registered member = members.active();
        String token = tokens.member(members.active().id());

        given().auth().oauth2(token).get("/v1/members/{id}", member.id()).then().statusCode(403);
        lookUp(token, Map.of("memberNo", member.number())).statusCode(403);
    }

    @Test
    void nobodyLooksUpWithoutAToken() {
        given().get("/v1/members/{id}", UUID.randomUUID()).then().statusCode(401);
        given().get("/v1/me").then().statusCode(401);
    }

    @Test
    void memberIsFoundByNumberPhoneAndCard() {
        NewMembers.Registered member = members.active();
        String card = "C" + UUID.randomUUID();
        members.bindCard(member.id(), card);

        for (Map<String, Object> by : java.util.List.<Map<String, Object>>of(
                Map.of("memberNo", member.number()),
                Map.of("phone", member.phone().e164()),
                Map.of("phone", member.phone().e164().substring(3)),
                Map.of("cardNo", card))) {
            lookUp(clerk(), by)
                    .statusCode(200)
                    .body("memberId", equalTo(member.id().toString()))
                    .body("phone", equalTo(member.phone().masked()))
                    .body("presenceId", nullValue());
        }
    }

    @Test
    void whoIsUnknownIsNotFound() {
        for (Map<String, Object> by : java.util.List.<Map<String, Object>>of(
                Map.of("memberNo", "100000000008"),
                Map.of("memberNo", "100000000001"),
                Map.of("phone", "19900000000"),
                Map.of("cardNo", "nobody"))) {
            lookUp(clerk(), by).statusCode(404).body("code", equalTo("member-not-found"));
        }
    }

    @Test
    void memberRegisteredAfterAMissIsFoundAtOnce() {
        NewMembers.Registered[] member = new NewMembers.Registered[1];
        dev.huiyuan.shared.crypto.PhoneNumber phone = members.unusedPhone();
        lookUp(clerk(), Map.of("phone", phone.e164())).statusCode(404);

        member[0] = members.active(phone);

        lookUp(clerk(), Map.of("phone", phone.e164()))
                .statusCode(200)
                .body("memberId", equalTo(member[0].id().toString()));
    }

    @Test
    void exactlyOneIdentifierIsNeeded() {
        lookUp(clerk(), Map.of()).statusCode(400).body("code", equalTo("validation-failed"));
        lookUp(clerk(), Map.of("phone", "13800138000", "memberNo", "100000000008"))
                .statusCode(400)
                .body("errors[0].code", equalTo("exactly-one"));
        lookUp(clerk(), Map.of("memberNo", "100000000008", "phoneCode", "123456"))
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/phoneCode"));
        lookUp(clerk(), Map.of("phone", "12345")).statusCode(400).body("errors[0].pointer", equalTo("/phone"));
        lookUp(clerk(), Map.of("name", "段誉", "memberNo", "100000000008"))
                .statusCode(400)
                .body("errors[0].code", equalTo("unknown"));
    }

    @Test
    void anyTwoIdentifiersAreRefusedAndUseNoCodeUp() {
        NewMembers.Registered member = members.active();
        String card = "C" + UUID.randomUUID();
        members.bindCard(member.id(), card);
        String code = code(member);
        Map<String, Object> all =
                Map.of("phone", member.phone().e164(), "memberNo", member.number(), "code", code, "cardNo", card);

        for (String one : all.keySet()) {
            for (String other : all.keySet()) {
                if (one.equals(other)) continue;
                lookUp(clerk(), Map.of(one, all.get(one), other, all.get(other)))
                        .statusCode(400)
                        .body("code", equalTo("validation-failed"))
                        .body("errors[0].code", equalTo("exactly-one"));
            }
        }
        assertThat(presences(member.id())).isZero();
        lookUp(clerk(), Map.of("code", code)).statusCode(200);
    }

    @Test
    void expiredCodeGivesNoPresenceAndAFreshOneDoes() {
        NewMembers.Registered member = members.active();
        String expired = code(member);
        clock.advance(Duration.ofSeconds(61));

        lookUp(clerk(), Map.of("code", expired)).statusCode(422).body("code", equalTo("member-code-invalid"));
        assertThat(presences(member.id())).isZero();
        lookUp(clerk(), Map.of("code", code(member))).statusCode(200).body("presenceId", notNullValue());
        assertThat(presences(member.id())).isEqualTo(1);
    }

    @Test
    void codeGivesAPresenceOnce() {
        NewMembers.Registered member = members.active();
        String code = code(member);

        lookUp(clerk(), Map.of("code", code))
                .statusCode(200)
                .body("memberId", equalTo(member.id().toString()))
                .body("presenceId", notNullValue())
                .body("presenceExpiresAt", startsWith("20"));
        lookUp(clerk(), Map.of("code", code)).statusCode(422).body("code", equalTo("member-code-invalid"));
        assertThat(presences(member.id())).isEqualTo(1);
    }

    @Test
    void presenceIsOfTheCallersStoreAndTerminal() {
        NewMembers.Registered member = members.active();

        String presence =
                lookUp(clerk(), Map.of("code", code(member))).extract().path("presenceId");

        Map<String, Object> stored = presence(UUID.fromString(presence));
        assertThat(stored).containsEntry("store", STORE).containsEntry("terminal", "till-7");
    }

    @Test
    void whoWorksForSeveralStoresSaysWhich() {
        String admin = tokens.staffOfAllStores(Role.ADMIN);
        NewMembers.Registered member = members.active();

        lookUp(admin, Map.of("code", code(member))).statusCode(400).body("errors[0].pointer", equalTo("/storeId"));
        lookUp(admin, Map.of("code", code(member), "storeId", OTHER_STORE.toString()))
                .statusCode(200)
                .body("presenceId", notNullValue());
        lookUp(admin, Map.of("code", code(member), "storeId", UUID.randomUUID().toString()))
                .statusCode(422)
                .body("code", equalTo("store-unknown"));
    }

    @Test
    void clerkMayNotOpenAPresenceElsewhere() {
        NewMembers.Registered member = members.active();

        lookUp(clerk(), Map.of("code", code(member), "storeId", OTHER_STORE.toString()))
                .statusCode(403)
                .body("code", equalTo("store-not-allowed"));
    }

    @Test
    void wrongPhoneCodeGivesNoPresence() {
        NewMembers.Registered member = members.active();

        lookUp(clerk(), Map.of("phone", member.phone().e164(), "phoneCode", "000000"))
                .statusCode(422)
                .body("code", equalTo("phone-code-invalid"));
    }

    @Test
    void codeSentToThePhoneGivesAPresenceOnce() {
        NewMembers.Registered member = members.active();
        String phone = member.phone().e164().substring(3);
        Map<String, Object> request = Map.of("phone", phone, "phoneCode", sentCode(phone));

        lookUp(clerk(), request)
                .statusCode(200)
                .body("memberId", equalTo(member.id().toString()))
                .body("presenceId", notNullValue());
        lookUp(clerk(), request).statusCode(422).body("code", equalTo("phone-code-invalid"));
        assertThat(presences(member.id())).isEqualTo(1);
    }

    @Test
    void expiredPhoneCodeGivesNoPresenceAndAFreshOneDoes() {
        NewMembers.Registered member = members.active();
        String phone = member.phone().e164().substring(3);
        String expired = sentCode(phone);
        clock.advance(Duration.ofMinutes(5));

        lookUp(clerk(), Map.of("phone", phone, "phoneCode", expired))
                .statusCode(422)
                .body("code", equalTo("phone-code-invalid"));
        assertThat(presences(member.id())).isZero();
        lookUp(clerk(), Map.of("phone", phone, "phoneCode", sentCode(phone))).statusCode(200);
        assertThat(presences(member.id())).isEqualTo(1);
    }

    @Test
    void lookupByPhoneIsRecordedWithoutThePhone() {
        NewMembers.Registered member = members.active();

        lookUp(clerk(), Map.of("phone", member.phone().e164())).statusCode(200);

        org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> recorded(member.id()) == 1);
    }

    @Test
    void lookupByNumberIsNotRecorded() {
        NewMembers.Registered member = members.active();
        lookUp(clerk(), Map.of("memberNo", member.number())).statusCode(200);

        lookupByPhoneIsRecordedWithoutThePhone();

        assertThat(recorded(member.id())).isZero();
    }

    private String clerk() {
        return tokens.staff(Role.CLERK, STORE, "till-7");
    }

    private String code(NewMembers.Registered member) {
        return given().auth()
                .oauth2(tokens.member(member.id()))
                .post("/v1/me/code")
                .then()
                .statusCode(201)
                .extract()
                .path("code");
    }

    private String sentCode(String phone) {
        given().auth()
                .oauth2(clerk())
                .contentType("application/json")
                .body(Map.of("phone", phone, "purpose", "presence"))
                .post("/v1/auth/phone-codes")
                .then()
                .statusCode(202);
        return given().contentType("application/json")
                .body(Map.of("phone", phone))
                .post("/simulator/sms/inbox")
                .then()
                .statusCode(200)
                .extract()
                .path("messages[0].code");
    }

    private static ValidatableResponse lookUp(String token, Map<String, Object> request) {
        return given().auth()
                .oauth2(token)
                .contentType("application/json")
                .body(new HashMap<>(request))
                .post("/v1/members/lookups")
                .then();
    }

    private long recorded(UUID memberId) {
        return await(pool.preparedQuery("select count(*) from member_lookup_log where member_id = $1 and store_id = $2")
                .execute(Tuple.of(memberId, STORE))
                .map(rows -> rows.iterator().next().getLong(0)));
    }

    private long presences(UUID memberId) {
        return await(pool.preparedQuery("select count(*) from identity_presence where member_id = $1")
                .execute(Tuple.of(memberId))
                .map(rows -> rows.iterator().next().getLong(0)));
    }

    private Map<String, Object> presence(UUID id) {
        return await(pool.preparedQuery("select store_id, terminal from identity_presence where id = $1")
                .execute(Tuple.of(id))
                .map(rows -> rows.iterator().next())
                .map(row -> Map.of("store", row.getUUID("store_id"), "terminal", row.getString("terminal"))));
    }
}
