package dev.huiyuan.coupon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.member.NewMembers;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.MovableClock;
import dev.huiyuan.testing.Parallel;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class CouponCorrectionTest {
    @Inject
    CouponApi coupons;

    @Inject
    NewMembers members;

    @Inject
    TestTokens tokens;

    @Inject
    MovableClock clock;

    private UUID member = new UUID(0, 0);
    private String clerk = "";

    @BeforeEach
    void newMember() {
        member = members.active().id();
        clerk = tokens.staff("clerk", CouponApi.STORE, CouponApi.TERMINAL);
    }

    /** Uses a coupon and returns the bill. */
    private JsonObject used(UUID coupon) {
        JsonObject bill = coupons.use(coupons.presence(member));
        coupons.redeem(coupon, bill, UUID.randomUUID().toString()).then().statusCode(201);
        return new JsonObject()
                .put("memberId", member.toString())
                .put("storeId", CouponApi.STORE.toString())
                .put("orderRef", bill.getString("orderRef"))
                .put("reason", "REFUND");
    }

    private static String returns(UUID coupon) {
        return "/v1/coupons/" + coupon + "/returns";
    }

    @Test
    void refundedBillGivesItsCouponBackOnce() {
        UUID coupon = coupons.issue(member, "WELCOME-20").id();
        JsonObject bill = used(coupon);
        coupons.post(clerk, returns(coupon), bill).statusCode(201).body("state", equalTo("ISSUED"));
        coupons.post(clerk, returns(coupon), bill).statusCode(409).body("code", equalTo("coupon-not-used"));
        JsonObject second = coupons.use(coupons.presence(member));
        coupons.redeem(coupon, second, "again-" + coupon).then().statusCode(201);
        coupons.post(clerk, returns(coupon), bill).statusCode(409).body("code", equalTo("coupon-not-used"));
    }

    @Test
    void returnsOfManyTillsAtOnceGiveBackOnce() {
        UUID coupon = coupons.issue(member, "WELCOME-20").id();
        JsonObject bill = used(coupon);
        List<Integer> statuses = Parallel.run(
                8,
                i -> coupons.post(clerk, returns(coupon), bill, "r" + i + coupon)
                        .statusCode());
        assertThat(statuses.stream().filter(status -> status == 201)).hasSize(1);
        assertThat(coupons.count(
                        "select count(*) from coupon_event where coupon_id = $1 and type = 'RETURNED'", coupon))
                .isEqualTo(1);
    }

    @Test
    void billOfAnotherStoreOrMemberGivesNothingBack() {
        UUID coupon = coupons.issue(member, "WELCOME-20").id();
        JsonObject bill = used(coupon);
        coupons.post(clerk, returns(coupon), bill.copy().put("orderRef", "another"))
                .statusCode(409)
                .body("code", equalTo("coupon-not-used"));
        coupons.post(
                        clerk,
                        returns(coupon),
                        bill.copy().put("memberId", members.active().id().toString()))
                .statusCode(404)
                .body("code", equalTo("coupon-not-found"));
        String elsewhere = tokens.staff("clerk", UUID.fromString("01980000-0000-7000-8000-000000000002"), "x/1");
        coupons.post(elsewhere, returns(coupon), bill).statusCode(403).body("code", equalTo("store-not-allowed"));
        coupons.post(clerk, returns(coupon), bill.copy().put("reason", "free text"))
                .statusCode(400);
        assertThat(coupons.count("select count(*) from coupon where id = $1 and state = 'USED'", coupon))
                .isEqualTo(1);
    }

    @Test
    void couponOfAnOrderComesBackOnlyWithTheOrder() {
        UUID coupon = coupons.issue(member, "WELCOME-20").id();
        JsonObject bill = used(coupon);
        String order = "order:" + UUID.randomUUID();
        coupons.change("update coupon set used_bill = $2 where id = $1", coupon, order);
        coupons.post(clerk, returns(coupon), bill.copy().put("orderRef", order))
                .statusCode(409)
                .body("code", equalTo("coupon-used-by-order"));
        assertThat(coupons.count("select count(*) from coupon where id = $1 and state = 'USED'", coupon))
                .isEqualTo(1);
        coupons.change("update coupon set used_bill = $2 where id = $1", coupon, bill.getString("orderRef"));
        coupons.post(clerk, returns(coupon), bill).statusCode(201);
    }

    @Test
    void tillDoesNotNameItsBillLikeAnOrder() {
        UUID coupon = coupons.issue(member, "WELCOME-20").id();
        JsonObject bill = coupons.use(coupons.presence(member));
        coupons.redeem(coupon, bill.copy().put("orderRef", "order:" + UUID.randomUUID()), "o" + coupon)
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/orderRef"));
        coupons.redeem(coupon, bill.put("orderRef", "my-order:1"), "p" + coupon)
                .then()
                .statusCode(201);
    }

    @Test
    void couponThatHasEndedComesBackWithGraceOnlyWhereItsTemplateGrantsIt() {
        JsonObject values = CouponApi.values().put("returnGraceDays", 7).put("validDays", 1);
        coupons.create(values).then().statusCode(201);
        UUID kind = coupons.issue(member, values.getString("code")).id();
        JsonObject kindBill = used(kind);
        JsonObject strictValues = CouponApi.values().put("validDays", 1);
        coupons.create(strictValues).then().statusCode(201);
        UUID strict = coupons.issue(member, strictValues.getString("code")).id();
        JsonObject strictBill = used(strict);
        clock.advance(Duration.ofDays(3));
        String later = tokens.staff("clerk", CouponApi.STORE, CouponApi.TERMINAL);
        coupons.post(later, returns(strict), strictBill).statusCode(409).body("code", equalTo("coupon-return-lapsed"));
        coupons.post(later, returns(kind), kindBill).statusCode(201).body("state", equalTo("ISSUED"));
        assertThat(coupons.count("select count(*) from coupon where id = $1 and grace_given", kind))
                .isEqualTo(1);
    }

    @Test
    void staffRevokeWhatIsUnusedAndNothingElse() {
        UUID coupon = coupons.issue(member, "WELCOME-20").id();
        String service = tokens.staffOfAllStores("service");
        String path = "/v1/coupons/" + coupon + "/revocations";
        JsonObject wish = new JsonObject().put("memberId", member.toString()).put("reason", "ISSUED_BY_MISTAKE");
        coupons.post(clerk, path, wish).statusCode(403);
        coupons.post(service, path, wish).statusCode(201).body("state", equalTo("REVOKED"));
        coupons.post(service, path, wish).statusCode(409).body("code", equalTo("coupon-not-usable"));
        UUID gone = coupons.issue(member, "POINTS-10").id();
        used(gone);
        coupons.post(service, "/v1/coupons/" + gone + "/revocations", wish)
                .statusCode(409)
                .body("code", equalTo("coupon-already-used"));
    }

    @Test
    void everyStepStandsInTheHistoryOfMemberAndStaff() {
        UUID coupon = coupons.issue(member, "WELCOME-20").id();
        JsonObject bill = used(coupon);
        coupons.post(clerk, returns(coupon), bill).statusCode(201);
        coupons.get(clerk, "/v1/members/" + member + "/coupons/" + coupon + "/history?limit=2")
                .statusCode(200)
                .body("items.type", equalTo(List.of("RETURNED", "USED")))
                .body("items[0].reason", equalTo("REFUND"))
                .body("items[0].actor", org.hamcrest.Matchers.startsWith("staff:"));
        String cursor = coupons.get(clerk, "/v1/members/" + member + "/coupons/" + coupon + "/history?limit=2")
                .extract()
                .path("nextCursor");
        coupons.get(clerk, "/v1/members/" + member + "/coupons/" + coupon + "/history?limit=2&cursor=" + cursor)
                .body("items.type", equalTo(List.of("ISSUED")))
                .body("nextCursor", nullValue());
        coupons.get(tokens.member(member), "/v1/me/coupons/" + coupon + "/history")
                .statusCode(200)
                .body("items.step", equalTo(List.of(3, 2, 1)))
                .body("items[0].actor", nullValue());
        coupons.get(tokens.member(members.active().id()), "/v1/me/coupons/" + coupon + "/history")
                .statusCode(404)
                .body("code", equalTo("coupon-not-found"));
    }
}
