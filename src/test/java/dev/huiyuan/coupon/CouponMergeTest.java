package dev.huiyuan.coupon;

import static dev.huiyuan.member.NewMembers.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.member.NewMembers;
import dev.huiyuan.shared.sql.Transactions;
import dev.huiyuan.testing.HuiyuanTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class CouponMergeTest {
    private static final String HOLDS = "select count(*) from coupon where member_id = $1";

    @Inject
    CouponApi coupons;

    @Inject
    NewMembers members;

    @Inject
    CouponMerge merge;

    @Inject
    MergedCoupons merged;

    @Inject
    TestTokens tokens;

    @Inject
    OrderCoupons orders;

    @Inject
    Transactions transactions;

    @Inject
    Pool pool;

    @Inject
    Clock clock;

    private UUID from = new UUID(0, 0);
    private UUID into = new UUID(0, 0);

    @BeforeEach
    void twoAccounts() {
        from = members.active().id();
        into = members.active().id();
    }

    private void merge() {
        await(transactions.run(connection -> merge.merged(connection, from, into)));
    }

    private void separate() {
        await(transactions.run(connection -> merge.separated(connection, from, into)));
    }

    private List<UUID> usable(UUID member) {
        return await(orders.usable(pool, List.of(member), clock.instant())).stream()
                .map(OwnedCoupon::id)
                .toList();
    }

    private void use(UUID member, UUID coupon) {
        JsonObject bill = coupons.use(coupons.presence(member));
        coupons.redeem(coupon, bill, UUID.randomUUID().toString()).then().statusCode(201);
    }

    @Test
    void unusedCouponsGoAlongAndComeBack() {
        UUID coupon = coupons.issue(from, "POINTS-10").id();
        UUID used = coupons.issue(from, "POINTS-10").id();
        use(from, used);
        merge();
        merge();
        assertThat(usable(into)).containsExactly(coupon);
        assertThat(usable(from)).isEmpty();
        assertThat(coupons.count(HOLDS, from)).isEqualTo(1);
        assertThat(coupons.count(
                        "select count(*) from coupon_event where member_id = $1 and coupon_id = $2", into, coupon))
                .isEqualTo(2);
        separate();
        separate();
        assertThat(usable(from)).containsExactly(coupon);
        assertThat(usable(into)).isEmpty();
        merge();
        assertThat(usable(into)).containsExactly(coupon);
    }

    @Test
    void whatIsPastItsEndStaysWhetherOrNotItIsMarked() {
        UUID ended = coupons.issue(from, "POINTS-10").id();
        UUID good = coupons.issue(from, "POINTS-10").id();
        coupons.change(
                "update coupon set valid_from = now() - interval '9 days', expires_at = now() - interval '1 minute'"
                        + " where id = $1",
                ended);
        merge();
        assertThat(usable(into)).containsExactly(good);
        assertThat(coupons.count(HOLDS, into)).isEqualTo(1);
        assertThat(coupons.count(HOLDS, from)).isEqualTo(1);
    }

    @Test
    void movedCouponIsUsedAndThenStays() {
        UUID coupon = coupons.issue(from, "POINTS-10").id();
        merge();
        use(into, coupon);
        separate();
        assertThat(usable(from)).isEmpty();
        assertThat(coupons.count("select count(*) from coupon where member_id = $1 and state = 'USED'", into))
                .isEqualTo(1);
    }

    @Test
    void whatBothWereIssuedForTheSameReasonIsThereOnce() {
        for (UUID member : List.of(from, into)) {
            coupons.issue(List.of(new CouponIssue(member, "DRINK", CouponSource.BIRTHDAY, "2026")));
        }
        UUID mine = usable(into).getFirst();
        merge();
        assertThat(usable(into)).containsExactly(mine);
        assertThat(coupons.count(HOLDS, from)).isEqualTo(1);
    }

    /** The till names the account that it knew. */
    @Test
    void couponThatATillGivesBackAfterAMergeIsTheSurvivors() {
        UUID template = UUID.fromString(coupons.template(values -> values.put("limitPerMember", 1)));
        UUID coupon = UUID.fromString(coupons.claim(from, template.toString(), "one")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
        coupons.claim(into, template.toString(), "two").then().statusCode(201);
        JsonObject bill = coupons.use(coupons.presence(from));
        coupons.redeem(coupon, bill, UUID.randomUUID().toString()).then().statusCode(201);
        merge();
        JsonObject back = new JsonObject()
                .put("memberId", from.toString())
                .put("storeId", CouponApi.STORE.toString())
                .put("orderRef", bill.getString("orderRef"))
                .put("reason", "REFUND");
        String clerk = tokens.staff("clerk", CouponApi.STORE, CouponApi.TERMINAL);
        coupons.post(clerk, "/v1/coupons/" + coupon + "/returns", back)
                .statusCode(201)
                .body("state", equalTo("ISSUED"))
                .body("memberId", equalTo(into.toString()));
        coupons.post(clerk, "/v1/coupons/" + coupon + "/returns", back)
                .statusCode(409)
                .body("code", equalTo("coupon-not-used"));
        assertThat(usable(into)).hasSize(2).contains(coupon);
        use(into, coupon);
        separate();
        assertThat(coupons.count(HOLDS, from)).isZero();
    }

    @Test
    void couponOfTheOldAccountIsTakenAwayUnderEitherName() {
        UUID coupon = coupons.issue(from, "POINTS-10").id();
        merge();
        JsonObject wish = new JsonObject().put("memberId", from.toString()).put("reason", "MISUSE");
        coupons.post(tokens.staffOfAllStores("service"), "/v1/coupons/" + coupon + "/revocations", wish)
                .statusCode(201)
                .body("state", equalTo("REVOKED"))
                .body("memberId", equalTo(into.toString()));
        assertThat(usable(into)).isEmpty();
    }

    @Test
    void returnedCouponGoesBackWithItsAccountWhenTheMergeIsUndone() {
        UUID coupon = coupons.issue(from, "POINTS-10", "same").id();
        UUID own = coupons.issue(into, "POINTS-10", "same").id();
        use(from, coupon);
        merge();
        coupons.change(
                "update coupon set state = 'ISSUED', steps = steps + 1, used_at = null, used_store_id = null,"
                        + " used_bill = null, used_channel = null, used_amount_fen = null, used_discount_fen = null where id = $1",
                coupon);
        await(transactions.run(connection -> merged.follow(connection, from, into, List.of(coupon))));
        assertThat(usable(into)).containsExactlyInAnyOrder(coupon, own);
        separate();
        assertThat(usable(into)).containsExactly(own);
        assertThat(usable(from)).containsExactly(coupon);
        assertThat(coupons.issue(from, "POINTS-10", "same").id()).isEqualTo(coupon);
    }

    @Test
    void limitOfATemplateHoldsForThePerson() {
        UUID template = UUID.fromString(coupons.template(values -> values.put("limitPerMember", 2)));
        coupons.claim(from, template.toString(), "one").then().statusCode(201);
        coupons.claim(from, template.toString(), "two").then().statusCode(201);
        coupons.claim(into, template.toString(), "three").then().statusCode(201);
        merge();
        assertThat(usable(into)).hasSize(2);
        coupons.claim(into, template.toString(), "four").then().statusCode(409);
        separate();
        assertThat(usable(into)).hasSize(1);
        assertThat(usable(from)).hasSize(2);
        coupons.claim(into, template.toString(), "five").then().statusCode(201);
    }
}
