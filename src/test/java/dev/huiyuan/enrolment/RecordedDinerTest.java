package dev.huiyuan.enrolment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import dev.huiyuan.testing.Diners;
import dev.huiyuan.testing.HuiyuanTest;
import io.restassured.response.Response;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Diners whom staff or an import recorded, and who come by mini-program themselves. */
@HuiyuanTest
class RecordedDinerTest {
    private final Counter counter;
    private final People people;

    RecordedDinerTest(Counter counter, People people) {
        this.counter = counter;
        this.people = people;
    }

    @Test
    void recordedDinerWhoComesByMiniProgramIsBoundConfirmedAndWelcomedOnce() {
        String phone = Diners.randomPhone();
        String id = counter.record(phone, Map.of()).path("memberId");
        Diners.Codes codes = new Diners.Person("user-" + phone, phone).codes();
        Diners.submit(Diners.registrationToken(codes), Diners.registration(codes, Map.of()))
                .then()
                .statusCode(200)
                .body("memberId", equalTo(id))
                .body("granted", hasSize(1));
        counter.activate(id, Map.of("phoneCode", Counter.codeSentTo(phone)))
                .then()
                .statusCode(409);
        assertThat(people.welcomeCoupons(UUID.fromString(id))).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void dinersOwnChoicesAndDetailsCompleteWhatOthersRecorded(boolean imported) {
        String phone = Diners.randomPhone();
        String id = counter.recordOrImport(imported, phone, Map.of()).path("memberId");
        Response joined = joinByMiniProgram(
                phone,
                Map.of(
                        "pointsProgramme",
                        false,
                        "memberOffers",
                        false,
                        "name",
                        "小段",
                        "birthday",
                        Map.of("month", 5, "day", 4)));
        joined.then()
                .statusCode(200)
                .body("memberId", equalTo(id))
                .body("card.state", equalTo("ACTIVE"))
                .body("card.name", equalTo("小*"))
                .body("card.pointsProgramme", equalTo(false))
                .body("card.memberOffers", equalTo(false));
        mine(joined, "/v1/me/profile")
                .then()
                .body("name", equalTo("小段"))
                .body("birthday.month", equalTo(5))
                .body("birthday.day", equalTo(4));
        mine(joined, "/v1/me/programmes")
                .then()
                .body("pointsProgramme", equalTo(false))
                .body("memberOffers", equalTo(false));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void knownDetailsAndMembershipsStayWhenTheDinerWantsThem(boolean imported) {
        String phone = Diners.randomPhone();
        Map<String, Object> birthday = Map.of("month", 2, "day", 29, "year", 1992);
        Response recorded = counter.recordOrImport(imported, phone, Map.of("name", "老王", "birthday", birthday));
        recorded.then().statusCode(201);
        Response joined = joinByMiniProgram(phone, Map.of("name", "小段", "birthday", Map.of("month", 5, "day", 4)));
        joined.then()
                .statusCode(200)
                .body("card.pointsProgramme", equalTo(true))
                .body("card.memberOffers", equalTo(true));
        mine(joined, "/v1/me/profile")
                .then()
                .body("name", equalTo("老王"))
                .body("birthday.month", equalTo(2))
                .body("birthday.day", equalTo(29))
                .body("birthday.year", equalTo(1992));
        if (imported) mine(joined, "/v1/me/programmes").then().body("pointsJoinedAt", startsWith("1997-01-01"));
    }

    @Test
    void confirmedMemberWhoComesByMiniProgramStaysAsIs() {
        String phone = Diners.randomPhone();
        String id = counter.record(phone, Map.of("name", "老王")).path("memberId");
        counter.activate(id, Map.of("phoneCode", Counter.codeSentTo(phone)))
                .then()
                .statusCode(200);
        joinByMiniProgram(phone, Map.of("pointsProgramme", false, "memberOffers", false, "name", "小段"))
                .then()
                .statusCode(200)
                .body("memberId", equalTo(id))
                .body("card.name", equalTo("老*"))
                .body("card.pointsProgramme", equalTo(true))
                .body("card.memberOffers", equalTo(true));
    }

    @Test
    void importedMemberIsRepeatedWithoutEffectAndConfirmsByMiniProgram() {
        String phone = Diners.randomPhone();
        Map<String, Object> body = Map.of("phone", phone, "registeredAt", "1997-01-01T12:00:00+08:00");
        Response first = Diners.submit(counter.importer(), body);
        first.then().statusCode(201).body("state", equalTo("UNCONFIRMED"));
        String id = first.path("memberId");
        Diners.submit(counter.importer(), body).then().statusCode(200).body("memberId", equalTo(id));
        Diners.Codes codes = new Diners.Person("user-" + phone, phone).codes();
        Diners.submit(Diners.registrationToken(codes), Diners.registration(codes, Map.of()))
                .then()
                .statusCode(200)
                .body("memberId", equalTo(id))
                .body("granted", empty());
    }

    private static Response joinByMiniProgram(String phone, Map<String, Object> fields) {
        Diners.Codes codes = new Diners.Person("user-" + phone, phone).codes();
        return Diners.submit(Diners.registrationToken(codes), Diners.registration(codes, fields));
    }

    private static Response mine(Response joined, String path) {
        return given().auth().oauth2(joined.path("tokens.accessToken")).get(path);
    }
}
