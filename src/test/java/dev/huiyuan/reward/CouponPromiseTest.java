package dev.huiyuan.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.huiyuan.coupon.CouponApi;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.MovableClock;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A coupon for points and money: what was reserved is issued when it is paid, whatever became of its template. */
@HuiyuanTest
class CouponPromiseTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    @Inject
    RewardDesk desk;

    @Inject
    CouponApi coupons;

    @Inject
    MovableClock clock;

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    /** A template of which any number is issued. */
    private static JsonObject unlimited() {
        JsonObject values = CouponApi.values().put("claimable", false);
        values.remove("limitPerMember");
        return values;
    }

    private String made(JsonObject template) {
        return coupons.create(template).then().statusCode(201).extract().path("id");
    }

    private String reward(JsonObject template) {
        return desk.reward(values -> values.put("kind", "COUPON")
                .put("templateCode", template.getString("code"))
                .put("priceFen", 990)
                .put("stock", 2));
    }

    private static JsonObject paid(RewardDesk.Reserved reserved) {
        return reserved.fulfilment().put("paidFen", 990);
    }

    /** Reserves, changes the template and pays. */
    private UUID keptDespite(JsonObject template, Consumer<JsonObject> change) {
        String id = made(template);
        String reward = reward(template);
        UUID member = desk.memberWith(300);
        RewardDesk.Reserved reserved = desk.reserve(member, reward);
        JsonObject changed = template.copy();
        change.accept(changed);
        coupons.replace(id, "0", changed).then().statusCode(200);
        desk.redeem(desk.memberWith(100), reward).then().statusCode(409).body("code", equalTo("coupon-not-claimable"));
        return kept(member, reward, reserved, template);
    }

    private UUID kept(UUID member, String reward, RewardDesk.Reserved reserved, JsonObject template) {
        desk.stock(reward, 1, 0);
        desk.fulfil(reserved.id(), paid(reserved))
                .then()
                .statusCode(201)
                .body("coupon.templateCode", equalTo(template.getString("code")))
                .body("coupon.name", equalTo(template.getString("name")));
        desk.stock(reward, 0, 1);
        desk.points(member, 200, 0);
        desk.balanced(member);
        coupons.mine(member, "").then().body("items.size()", equalTo(1));
        return member;
    }

    @Test
    void pausedTemplateKeepsWhatWasReserved() {
        keptDespite(unlimited(), values -> values.put("state", "PAUSED"));
    }

    @Test
    void endedTemplateKeepsWhatWasReserved() {
        keptDespite(unlimited(), values -> values.put("state", "ENDED"));
    }

    @Test
    void limitThatComesLaterKeepsWhatWasReserved() {
        JsonObject template = unlimited();
        String id = made(template);
        String reward = reward(template);
        UUID member = desk.memberWith(300);
        RewardDesk.Reserved reserved = desk.reserve(member, reward);
        coupons.replace(id, "0", template.copy().put("limitPerMember", 1))
                .then()
                .statusCode(200);
        UUID used = coupons.issue(member, template.getString("code")).id();
        coupons.change("update coupon set state = 'REVOKED', ended_at = now() where id = $1", used);
        desk.fulfil(reserved.id(), paid(reserved)).then().statusCode(201);
        coupons.mine(member, "?state=ISSUED").then().body("items.size()", equalTo(1));
    }

    @Test
    void termsAreThoseOfTheReservation() {
        JsonObject template = unlimited();
        UUID member = keptDespite(
                template,
                values -> values.put("state", "PAUSED").put("name", "小券").put("amountOffFen", 1));
        coupons.mine(member, "").then().body("items[0].amountOffFen", equalTo(1000));
    }

    @Test
    void windowThatEndsMeanwhileKeepsWhatWasReserved() {
        ZonedDateTime end = clock.instant().plusSeconds(300).atZone(SHANGHAI);
        JsonObject template = unlimited()
                .put(
                        "issueWindow",
                        new JsonObject().put("until", end.toOffsetDateTime().toString()));
        made(template);
        String reward = reward(template);
        UUID member = desk.memberWith(300);
        RewardDesk.Reserved reserved = desk.reserve(member, reward);
        clock.advance(Duration.ofMinutes(10));
        desk.redeem(desk.memberWith(100), reward).then().statusCode(409).body("code", equalTo("coupon-not-claimable"));
        kept(member, reward, reserved, template);
    }

    @Test
    void couponThatWouldEndBeforeItIsPaidIsNotPromised() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), SHANGHAI);
        JsonObject template = unlimited().put("validFrom", today.toString()).put("validThrough", today.toString());
        template.remove("validDays");
        made(template);
        String reward = reward(template);
        UUID member = desk.memberWith(300);
        clock.advance(Duration.between(
                clock.instant(),
                today.plusDays(1).atStartOfDay(SHANGHAI).minusMinutes(10).toInstant()));
        desk.redeem(member, reward).then().statusCode(409).body("code", equalTo("coupon-not-claimable"));
        desk.points(member, 300, 0);
        desk.stock(reward, 0, 0);
    }

    @Test
    void whatWasReservedIsIssuedOnceHoweverOftenItIsAskedFor() {
        JsonObject template = unlimited();
        String id = made(template);
        String reward = reward(template);
        UUID member = desk.memberWith(300);
        RewardDesk.Reserved reserved = desk.reserve(member, reward);
        coupons.replace(id, "0", template.copy().put("state", "PAUSED")).then().statusCode(200);
        kept(member, reward, reserved, template);
        desk.fulfil(reserved.id(), paid(reserved)).then().statusCode(409).body("code", equalTo("redemption-closed"));
        coupons.mine(member, "").then().body("items.templateCode", equalTo(List.of(template.getString("code"))));
        assertThat(coupons.count("select count(*) from coupon where member_id = $1", member))
                .isEqualTo(1);
    }
}
