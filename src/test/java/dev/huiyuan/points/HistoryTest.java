package dev.huiyuan.points;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.member.NewMembers;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.testing.HuiyuanTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class HistoryTest {
    @Inject
    Till till;

    @Inject
    NewMembers members;

    @Inject
    TestTokens tokens;

    @Test
    void newMemberHasNothing() {
        UUID member = members.active().id();

        me(member)
                .get("/v1/me/points")
                .then()
                .statusCode(200)
                .body("balance.available", equalTo(0))
                .body("expiring", hasSize(0));
        me(member).get("/v1/me/points/entries").then().statusCode(200).body("items", hasSize(0));
    }

    @Test
    void expiringPartsAddUpToWhatIsAvailable() {
        UUID member = members.active().id();
        till.earn(member, 40);
        till.earn(member, 60);

        me(member)
                .get("/v1/me/points")
                .then()
                .body("balance.available", equalTo(100))
                .body("expiring", hasSize(1))
                .body("expiring[0].points", equalTo(100))
                .body("expiring[0].containsKey('expiresAt')", equalTo(true))
                .body("expiring[0].expiresAt", nullValue());
    }

    @Test
    void historyIsPagedLatestFirst() {
        UUID member = members.active().id();
        for (int points = 1; points <= 5; points++) till.earn(member, points);
        List<Integer> seen = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            RequestSpecification page = me(member).queryParam("limit", 2);
            if (cursor != null) page.queryParam("cursor", cursor);
            Response answer = page.get("/v1/me/points/entries");
            seen.addAll(answer.path("items.points"));
            cursor = answer.path("nextCursor");
        } while (cursor != null);

        assertThat(seen).containsExactly(5, 4, 3, 2, 1);
    }

    @Test
    void historyIsFilteredByTypeAndMonth() {
        UUID member = members.active().id();
        till.earn(member, 50);
        till.spend(member, 20);

        me(member)
                .queryParam("type", "REDEMPTION")
                .get("/v1/me/points/entries")
                .then()
                .body("items", hasSize(1))
                .body("items[0].type", equalTo("REDEMPTION"))
                .body("items[0].points", equalTo(-20))
                .body("items[0].balance.available", equalTo(30));
        me(member)
                .queryParam("month", "1999-01")
                .get("/v1/me/points/entries")
                .then()
                .body("items", hasSize(0));
        me(member)
                .queryParam("month", "January")
                .get("/v1/me/points/entries")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("month"));
        me(member).queryParam("limit", 101).get("/v1/me/points/entries").then().statusCode(400);
        me(member).queryParam("cursor", "!").get("/v1/me/points/entries").then().statusCode(400);
    }

    @Test
    void staffSeeTheSameAndMembersNotEachOther() {
        UUID member = members.active().id();
        till.earn(member, 50);
        String path = "/v1/members/" + member + "/points";

        given().auth().oauth2(till.clerk()).get(path).then().statusCode(200).body("balance.available", equalTo(50));
        given().auth()
                .oauth2(till.clerk())
                .get(path + "/entries")
                .then()
                .statusCode(200)
                .body("items", hasSize(1));
        me(members.active().id()).get(path).then().statusCode(403);
        String nobody = "/v1/members/" + UUID.randomUUID() + "/points";
        given().auth().oauth2(till.clerk()).get(nobody).then().statusCode(404);
        given().auth().oauth2(till.clerk()).get(nobody + "/entries").then().statusCode(404);
    }

    @Test
    void auditIsForOperationsOnly() {
        given().auth().oauth2(till.clerk()).get("/v1/admin/ledger/audit").then().statusCode(403);
        given().auth()
                .oauth2(tokens.staffOfAllStores(Role.ADMIN))
                .get("/v1/admin/ledger/audit")
                .then()
                .statusCode(200);
    }

    private RequestSpecification me(UUID memberId) {
        return given().auth().oauth2(tokens.member(memberId));
    }
}
