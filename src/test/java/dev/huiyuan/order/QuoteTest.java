package dev.huiyuan.order;

import static dev.huiyuan.order.QuoteDesk.basket;
import static dev.huiyuan.order.QuoteDesk.with;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.MovableClock;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a basket costs. The 8th is the member day: 12 % off and a side dish; gold members have 10 % off every day. */
@HuiyuanTest
class QuoteTest {
    private static final Instant PLAIN_DAY = Instant.parse("2031-12-09T04:00:00Z");
    private static final Instant MEMBER_DAY = Instant.parse("2031-12-08T04:00:00Z");
    /** The first day of the year of the rat, noon in Shanghai. */
    private static final Instant SPRING_FESTIVAL = Instant.parse("2032-02-11T04:00:00Z");

    private final QuoteDesk desk;
    private final MovableClock clock;

    QuoteTest(QuoteDesk desk, MovableClock clock) {
        this.desk = desk;
        this.clock = clock;
    }

    @BeforeEach
    void plainDay() {
        clock.moveTo(PLAIN_DAY);
    }

    @Test
    void plainBasketCostsWhatItCosts() {
        UUID member = desk.member("member");
        desk.mine(member, basket("MAPO-TOFU", 3200, 2).put("packagingFen", 100))
                .then()
                .statusCode(200)
                .body("goodsFen", equalTo(6400))
                .body("discountFen", equalTo(0))
                .body("payableFen", equalTo(6500))
                .body("earned.points", equalTo(64))
                .body("discounts", empty())
                .body("notUsed", empty())
                .body("exhaustive", equalTo(true))
                .body("lines[0].netFen", equalTo(6400))
                .body("validUntil", startsWith("2031-12-09T12:10:0"));
    }

    @Test
    void tierDiscountAndTheBestCouponAreExplained() {
        UUID member = desk.member("gold");
        UUID ten = desk.coupon(member, values -> values.put("name", "十元券"));
        UUID percent = desk.coupon(
                member,
                values -> values.put("kind", "PERCENTAGE")
                        .putNull("amountOffFen")
                        .put("percentOff", 20)
                        .put("capFen", 5000)
                        .put("name", "八折券"));
        JsonObject basket = with(basket("STEAMED-BASS", 8800, 1), "RICE", 300, 4);
        desk.mine(member, basket)
                .then()
                .statusCode(200)
                .body("goodsFen", equalTo(10_000))
                .body("discounts.type", contains("TIER_DISCOUNT", "COUPON"))
                .body("discounts.code[0]", equalTo("tier-discount:gold"))
                .body("discounts.fen", contains(1000, 1800))
                .body("discounts.basisFen", contains(10_000, 9000))
                .body("discounts.couponId[1]", equalTo(percent.toString()))
                .body("discounts.text", contains("金卡会员9折，-10.00元", "八折券8折，-18.00元"))
                .body("notUsed.couponId", contains(ten.toString()))
                .body("notUsed.reason", contains("NOT_COMBINABLE"))
                .body("notUsed.text", contains("不能与已用的优惠券同时使用"))
                .body("payableFen", equalTo(7200))
                .body("lines.netFen", contains(6336, 864))
                .body("lines[0].shares.fen", contains(880, 1584))
                .body("earned.basisFen", equalTo(7200))
                .body("earned.points", equalTo(72));
        desk.mineInEnglish(member, basket)
                .then()
                .statusCode(200)
                .body("discounts.text", contains("金卡会员, 10% off, -10.00 yuan", "八折券, 20% off, -18.00 yuan"));
    }

    @Test
    void memberDayCountsInsteadOfTheTierAndBringsASideDish() {
        clock.moveTo(MEMBER_DAY);
        UUID member = desk.member("gold");
        desk.mine(member, basket("MAPO-TOFU", 3200, 1))
                .then()
                .statusCode(200)
                .body("discounts.code", contains("discount:member-day"))
                .body("discounts.text", contains("会员日8.8折，-3.84元"))
                .body("notUsed.code", contains("tier-discount:gold"))
                .body("notUsed.reason", contains("LOWER_DISCOUNT"))
                .body("freeItems.code", contains("free-item:member-day"))
                .body("payableFen", equalTo(2816));
        desk.mine(member, basket("MAPO-TOFU", 3200, 1).put("freeItems", new JsonArray()))
                .then()
                .statusCode(200)
                .body("freeItems", empty());
    }

    @Test
    void lunarHolidayIsForItsChannelOnly() {
        clock.moveTo(SPRING_FESTIVAL);
        UUID member = desk.member("member");
        desk.mine(member, basket("RICE", 300, 1))
                .then()
                .statusCode(200)
                .body("freeItems.code", contains("free-item:spring-festival"));
        desk.mine(member, basket("RICE", 300, 1).put("channel", "MINI_PROGRAM"))
                .then()
                .statusCode(200)
                .body("freeItems", empty());
        clock.moveTo(SPRING_FESTIVAL.minusSeconds(86_400));
        desk.mine(member, basket("RICE", 300, 1)).then().statusCode(200).body("freeItems", empty());
    }

    @Test
    void couponHoldsAtItsHoursOnly() {
        UUID member = desk.member("member");
        UUID lunch = desk.coupon(
                member,
                values -> values.put(
                        "windows",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("weekdays", new JsonArray(List.of("TUESDAY")))
                                        .put("from", "11:00")
                                        .put("to", "14:00"))));
        desk.mine(member, basket("MAPO-TOFU", 3200, 1))
                .then()
                .statusCode(200)
                .body("discounts.couponId", contains(lunch.toString()))
                .body("payableFen", equalTo(2200));
        clock.moveTo(Instant.parse("2031-12-09T06:00:00Z"));
        desk.mine(member, basket("MAPO-TOFU", 3200, 1))
                .then()
                .statusCode(200)
                .body("discounts", empty())
                .body("notUsed.reason", contains("OTHER_HOURS"));
    }

    @Test
    void couponsOfOtherGroupsAddUpAndDeliveryAndDishComeBesides() {
        UUID member = desk.member("member");
        desk.coupon(member, values -> {});
        desk.coupon(member, values -> values.put("stackGroup", "PARTNER").put("amountOffFen", 300));
        desk.coupon(
                member,
                values -> values.put("kind", "EXCHANGE").putNull("amountOffFen").put("dishCode", "PLUM-DRINK"));
        desk.coupon(member, values -> values.put("kind", "FREE_DELIVERY").putNull("amountOffFen"));
        JsonObject basket = with(basket("MAPO-TOFU", 3200, 1), "PLUM-DRINK", 1200, 2)
                .put("channel", "MINI_PROGRAM")
                .put("deliveryFen", 600);
        desk.mine(member, basket)
                .then()
                .statusCode(200)
                .body("discounts.type", contains("EXCHANGE_COUPON", "COUPON", "COUPON", "DELIVERY_COUPON"))
                .body("discountFen", equalTo(1200 + 1000 + 300 + 600))
                .body("delivery.netFen", equalTo(0))
                .body("payableFen", equalTo(3200 + 1200 - 1300));
    }

    @Test
    void exclusiveCouponStandsAlone() {
        UUID member = desk.member("member");
        UUID ten = desk.coupon(member, values -> {});
        UUID alone = desk.coupon(member, values -> values.put("exclusive", true).put("amountOffFen", 1500));
        UUID drink = desk.coupon(
                member,
                values -> values.put("kind", "EXCHANGE").putNull("amountOffFen").put("dishCode", "PLUM-DRINK"));
        JsonObject basket = with(basket("MAPO-TOFU", 3200, 1), "PLUM-DRINK", 1200, 1);
        desk.mine(member, basket)
                .then()
                .statusCode(200)
                .body("discounts.couponId", contains(drink.toString(), ten.toString()));
        desk.mine(member, basket.copy().put("coupons", array(alone)))
                .then()
                .statusCode(200)
                .body("payableFen", equalTo(2900));
        desk.mine(member, basket.copy().put("coupons", array(drink, alone)))
                .then()
                .statusCode(409)
                .body("code", equalTo("wish-refused"))
                .body("errors.code", contains("not-combinable"))
                .body("errors.pointer", contains("/coupons/1"));
    }

    @Test
    void discountGivesWayToACouponThatDoesNotAllowIt() {
        UUID member = desk.member("gold");
        UUID big = desk.coupon(
                member, values -> values.put("withTierDiscount", false).put("amountOffFen", 2000));
        desk.mine(member, basket("MAPO-TOFU", 3200, 1))
                .then()
                .statusCode(200)
                .body("discounts.couponId", contains(big.toString()))
                .body("notUsed.code", contains("tier-discount:gold"))
                .body("notUsed.reason", contains("GIVES_WAY"))
                .body("payableFen", equalTo(1200));
        desk.mine(member, basket("STEAMED-BASS", 8800, 3))
                .then()
                .statusCode(200)
                .body("discounts.code", contains("tier-discount:gold"))
                .body("notUsed.reason", contains("NOT_WITH_DISCOUNT"));
    }

    @Test
    void whatAThresholdIsShortOfIsTold() {
        UUID member = desk.member("gold");
        desk.coupon(member, values -> values.put("kind", "THRESHOLD").put("thresholdFen", 5000));
        desk.mine(member, basket("MAPO-TOFU", 3200, 1))
                .then()
                .statusCode(200)
                .body("notUsed.reason", contains("THRESHOLD_NOT_MET"))
                .body("notUsed.missingFen", contains(5000 - 2880))
                .body("notUsed.text", contains("还差21.20元可用"));
        // Without the tier's discount the threshold is reached, and the bill is lower.
        desk.mine(member, basket("KUNGPAO-CHICKEN", 4800, 1).put("packagingFen", 0))
                .then()
                .statusCode(200)
                .body("discounts.code", contains("tier-discount:gold"));
        JsonObject justReached = with(basket("MAPO-TOFU", 3200, 1), "CUCUMBER", 1600, 1);
        desk.mine(member, with(justReached, "RICE", 300, 1))
                .then()
                .statusCode(200)
                .body("discounts.type", contains("COUPON"))
                .body("payableFen", equalTo(4100));
    }

    @Test
    void pointsPayOnlyWhenAskedAndAtMostHalfTheBill() {
        UUID member = desk.member("member");
        desk.earn(member, 5000);
        // So much spent has brought another tier.
        desk.tier(member, "member");
        JsonObject basket = basket("MAPO-TOFU", 3200, 1).put("packagingFen", 101);
        desk.mine(member, basket)
                .then()
                .statusCode(200)
                .body("points.spent", equalTo(0))
                .body("points.usable", equalTo(1650));
        desk.mine(member, basket.copy().put("maxPoints", true))
                .then()
                .statusCode(200)
                .body("points.spent", equalTo(1650))
                .body("points.fen", equalTo(1650))
                .body("payableFen", equalTo(1651))
                .body("discounts.type", contains("POINTS"))
                .body("lines[0].points", equalTo(1600))
                .body("packaging.points", equalTo(50))
                .body("earned.basisFen", equalTo(1600));
        desk.mine(member, basket.copy().put("points", 1000))
                .then()
                .statusCode(200)
                .body("payableFen", equalTo(2301));
        desk.mine(member, basket.copy().put("points", 1651))
                .then()
                .statusCode(409)
                .body("errors.code", contains("points-over-limit"))
                .body("errors.pointer", contains("/points"));
        desk.mine(member, basket.copy().put("points", 6000))
                .then()
                .statusCode(409)
                .body("errors.code", contains("points-insufficient"));
    }

    @Test
    void tillSeesWhatIsSpentOnlyOfMembersWhoArePresent() {
        UUID member = desk.member("gold");
        desk.earn(member, 500);
        UUID coupon = desk.coupon(member, values -> {});
        desk.till(member, basket("MAPO-TOFU", 3000, 1))
                .then()
                .statusCode(200)
                .body("discounts.code", contains("tier-discount:gold"))
                .body("notUsed", empty())
                .body("points.usable", equalTo(0))
                .body("payableFen", equalTo(2700));
        desk.till(
                        member,
                        basket("MAPO-TOFU", 3000, 1)
                                .put("presenceId", desk.presence(member).toString()))
                .then()
                .statusCode(200)
                .body("discounts.couponId", hasItem(coupon.toString()))
                .body("points.usable", equalTo(500))
                .body("payableFen", equalTo(1700));
        desk.till(member, basket("MAPO-TOFU", 3000, 1).put("coupons", array(coupon)))
                .then()
                .statusCode(409)
                .body("code", equalTo("presence-invalid"));
        UUID other = desk.member("member");
        desk.till(
                        member,
                        basket("MAPO-TOFU", 3000, 1)
                                .put("presenceId", desk.presence(other).toString()))
                .then()
                .statusCode(409)
                .body("code", equalTo("presence-invalid"));
    }

    @Test
    void unconfirmedMembersEarnAndSpendNothing() {
        UUID member = desk.unconfirmed();
        desk.tier(member, "gold");
        desk.till(member, basket("MAPO-TOFU", 3200, 1))
                .then()
                .statusCode(200)
                .body("discounts", empty())
                .body("earned.points", equalTo(32));
        desk.till(
                        member,
                        basket("MAPO-TOFU", 3200, 1)
                                .put("maxPoints", true)
                                .put("presenceId", desk.presence(member).toString()))
                .then()
                .statusCode(409)
                .body("code", equalTo("member-unconfirmed"));
    }

    @Test
    void wishedCouponsAreUsedOrRefusedOneByOne() {
        UUID member = desk.member("member");
        UUID ten = desk.coupon(member, values -> {});
        UUID five = desk.coupon(member, values -> values.put("amountOffFen", 500));
        UUID elsewhere = desk.coupon(
                member,
                values -> values.put("storeIds", new JsonArray(List.of("01980000-0000-7000-8000-000000000002"))));
        UUID used = desk.coupon(member, values -> {});
        desk.execute(
                "update coupon set state = 'REVOKED', ended_at = now() where member_id = $1 and id = $2", member, used);
        UUID strangers = desk.coupon(desk.member("member"), values -> {});
        JsonObject basket = basket("MAPO-TOFU", 3200, 1);
        desk.mine(member, basket.copy().put("coupons", array(five)))
                .then()
                .statusCode(200)
                .body("discounts.couponId", contains(five.toString()))
                .body("discounts.couponId", not(hasItem(ten.toString())))
                .body("payableFen", equalTo(2700));
        desk.mine(member, basket.copy().put("coupons", array()))
                .then()
                .statusCode(200)
                .body("discounts", empty());
        desk.mine(member, basket.copy().put("coupons", array(elsewhere, used, strangers)))
                .then()
                .statusCode(409)
                .body("errors", hasSize(3))
                .body("errors.find { it.pointer == '/coupons/0' }.code", equalTo("other-store"))
                .body("errors.find { it.pointer == '/coupons/1' }.code", equalTo("revoked"))
                .body("errors.find { it.pointer == '/coupons/2' }.code", equalTo("unknown"));
        desk.mine(member, basket.copy().put("freeItems", new JsonArray().add("free-item:member-day")))
                .then()
                .statusCode(409)
                .body("errors.pointer", contains("/freeItems"));
    }

    @Test
    void sameBasketIsAnsweredTheSameAndQuotesDiffer() {
        UUID member = desk.member("member");
        JsonObject basket = basket("MAPO-TOFU", 3200, 1);
        String first =
                desk.mine(member, basket).then().statusCode(200).extract().path("quoteId");
        desk.mine(member, basket)
                .then()
                .statusCode(200)
                .body("quoteId", not(equalTo(first)))
                .body("lines[0].shares", empty());
    }

    private static JsonArray array(UUID... ids) {
        JsonArray array = new JsonArray();
        for (UUID id : ids) array.add(id.toString());
        return array;
    }
}
