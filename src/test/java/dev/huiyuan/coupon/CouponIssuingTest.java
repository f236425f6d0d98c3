package dev.huiyuan.coupon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.member.NewMembers;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.MovableClock;
import dev.huiyuan.testing.Parallel;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class CouponIssuingTest {
    @Inject
    CouponApi coupons;

    @Inject
    NewMembers members;

    @Inject
    TestTokens tokens;

    @Inject
    CouponConfig config;

    @Inject
    MovableClock clock;

    private JsonObject served(UUID member, String reason) {
        return wish(reason)
                .put("presenceId", coupons.presence(member).toString())
                .put("storeId", CouponApi.STORE.toString());
    }

    @Test
    void clerkIssuesOnlyWhatIsForStaffToAMemberWhoIsThere() {
        UUID member = members.active().id();
        UUID other = members.active().id();
        String clerk = tokens.staff("clerk", CouponApi.STORE, CouponApi.TERMINAL);
        coupons.post(clerk, couponsOf(member), wish("OK"))
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/presenceId"));
        coupons.post(clerk, couponsOf(member), served(other, "OK"))
                .statusCode(409)
                .body("code", equalTo("presence-invalid"));
        coupons.post(clerk, couponsOf(member), served(member, "OK").put("templateCode", "WELCOME-20"))
                .statusCode(409)
                .body("code", equalTo("coupon-not-for-staff"));
        coupons.post(clerk, couponsOf(member), served(member, "OK")).statusCode(201);
        String service = tokens.staffOfAllStores("service");
        coupons.post(service, couponsOf(member), wish("OK").put("templateCode", "WELCOME-20"))
                .statusCode(201);
    }

    private static JsonObject wish(String reason) {
        return new JsonObject().put("templateCode", "DRINK").put("reason", reason);
    }

    private static String couponsOf(UUID member) {
        return "/v1/members/" + member + "/coupons";
    }

    @Test
    void staffIssueWithAReasonThatStandsInTheHistory() {
        UUID member = members.active().id();
        String clerk = tokens.staff("clerk", CouponApi.STORE, CouponApi.TERMINAL);
        String coupon = coupons.post(
                        clerk, couponsOf(member), served(member, "LONG_WAIT").put("compensation", true))
                .statusCode(201)
                .body("templateCode", equalTo("DRINK"))
                .extract()
                .path("id");
        coupons.get(clerk, couponsOf(member) + "/" + coupon + "/history").body("items[0].reason", equalTo("LONG_WAIT"));
        coupons.get(clerk, couponsOf(member)).body("items[0].source", equalTo("COMPENSATION"));
    }

    @Test
    void staffIssueIsRepeatedUnderItsKeyAndRefusedWithoutAReason() {
        UUID member = members.active().id();
        String clerk = tokens.staff("clerk", CouponApi.STORE, CouponApi.TERMINAL);
        String key = UUID.randomUUID().toString();
        JsonObject served = served(member, "LONG_WAIT");
        for (int i = 0; i < 2; i++)
            coupons.post(clerk, couponsOf(member), served, key).then().statusCode(201);
        assertThat(coupons.count("select count(*) from coupon where member_id = $1", member))
                .isEqualTo(1);
        coupons.post(clerk, couponsOf(member), new JsonObject().put("templateCode", "DRINK"))
                .statusCode(400);
        coupons.post(clerk, couponsOf(member), wish("because I like")).statusCode(400);
        coupons.post(clerk, couponsOf(member), served(member, "OK").put("templateCode", "NONE"))
                .statusCode(404)
                .body("code", equalTo("template-not-found"));
        coupons.post(clerk, couponsOf(UUID.randomUUID()), served(member, "OK"))
                .statusCode(404)
                .body("code", equalTo("member-not-found"));
        coupons.post(tokens.member(member), couponsOf(member), wish("OK")).statusCode(403);
    }

    @Test
    void staffMemberIssuesSoManyADayAlsoInParallel() {
        UUID member = members.active().id();
        String clerk = tokens.staff("clerk", CouponApi.STORE, CouponApi.TERMINAL);
        int most = config.staffCouponsPerDay();
        JsonObject served = served(member, "LONG_WAIT");
        List<Integer> statuses = Parallel.run(
                most + 10,
                i -> coupons.post(clerk, couponsOf(member), served, "staff-" + i + member)
                        .statusCode());
        assertThat(statuses.stream().filter(status -> status == 201)).hasSize(most);
        assertThat(statuses.stream().filter(status -> status == 409)).hasSize(10);
        assertThat(coupons.count("select count(*) from coupon where member_id = $1", member))
                .isEqualTo(most);
    }

    @Test
    void listIsIssuedWithAReportForEachMember() {
        List<UUID> diners = members.many(3);
        UUID stranger = UUID.randomUUID();
        String template = coupons.template(values -> values.put("stock", 2).put("claimable", false));
        JsonArray ids = new JsonArray();
        diners.forEach(id -> ids.add(id.toString()));
        ids.add(stranger.toString()).add(diners.getFirst().toString());
        JsonObject list = new JsonObject().put("memberIds", ids).put("reason", "SPRING");
        String marketing = tokens.staffOfAllStores("marketing");
        String path = "/v1/admin/coupon-templates/" + template + "/issues";
        String key = UUID.randomUUID().toString();
        String first = coupons.post(marketing, path, list, key)
                .then()
                .statusCode(201)
                .body("issued", equalTo(2))
                .body("refused", equalTo(2))
                .body("members[0].couponId", notNullValue())
                .body("members[2].problem", equalTo("coupon-sold-out"))
                .body("members[3].problem", equalTo("member-not-found"))
                .extract()
                .asString();
        assertThat(coupons.post(marketing, path, list, key).asString()).isEqualTo(first);
        assertThat(coupons.count("select count(*) from coupon where template_id = $1", UUID.fromString(template)))
                .isEqualTo(2);
        coupons.post(
                        marketing,
                        path,
                        new JsonObject().put("memberIds", new JsonArray()).put("reason", "SPRING"))
                .statusCode(400);
        coupons.post(tokens.staff("clerk", CouponApi.STORE, CouponApi.TERMINAL), path, list)
                .statusCode(403);
    }

    @Test
    void limitOfTheDayHoldsAndIsNewOnTheNextDay() {
        UUID member = members.active().id();
        String template =
                coupons.template(values -> values.put("limitPerMember", 5).put("limitPerDay", 2));
        List<Integer> statuses =
                Parallel.run(6, i -> coupons.claim(member, template, "day-" + i).statusCode());
        assertThat(statuses.stream().filter(status -> status == 201)).hasSize(2);
        coupons.claim(member, template, "late").then().statusCode(409).body("code", equalTo("claim-day-limit-reached"));
        clock.advance(Duration.ofDays(1));
        coupons.claim(member, template, "next-day").then().statusCode(201);
    }

    @Test
    void nothingIsIssuedOutsideTheWindowWhateverTheWay() {
        UUID member = members.active().id();
        String template = coupons.template(
                values -> values.put("issueWindow", new JsonObject().put("until", "2020-01-01T00:00:00+08:00")));
        coupons.claim(member, template, "late").then().statusCode(409).body("code", equalTo("coupon-not-claimable"));
        JsonObject list = new JsonObject()
                .put("memberIds", new JsonArray().add(member.toString()))
                .put("reason", "SPRING");
        coupons.post(tokens.staffOfAllStores("marketing"), "/v1/admin/coupon-templates/" + template + "/issues", list)
                .statusCode(201)
                .body("members[0].problem", equalTo("coupon-not-claimable"));
    }
}
