package dev.huiyuan.order;

import static dev.huiyuan.member.NewMembers.await;
import static dev.huiyuan.order.QuoteDesk.basket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.huiyuan.order.pricing.Price;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.MovableClock;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Quotes that come back. */
@HuiyuanTest
class QuotesTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final QuoteDesk desk;
    private final Quotes quotes;
    private final BillReader reader;
    private final MovableClock clock;

    QuotesTest(QuoteDesk desk, Quotes quotes, BillReader reader, MovableClock clock) {
        this.desk = desk;
        this.quotes = quotes;
        this.reader = reader;
        this.clock = clock;
    }

    @BeforeEach
    void lateOnAMemberDay() {
        clock.moveTo(Instant.parse("2031-12-08T15:55:00Z"));
    }

    private record Held(UUID member, UUID coupon, String sealed, long payableFen) {}

    private Held quote() {
        return quoteOf(basket("MAPO-TOFU", 3200, 2).put("points", 700));
    }

    private Held quoteOf(JsonObject basket) {
        UUID member = desk.member("gold");
        desk.earn(member, 1000);
        UUID coupon = desk.coupon(member, values -> {});
        var answer = desk.mine(member, basket).then().statusCode(200).extract();
        return new Held(member, coupon, answer.path("quoteId"), answer.<Integer>path("payableFen"));
    }

    private Price honour(Held held) {
        return honour(held, new BillReader.Access.Own());
    }

    private Price honour(Held held, BillReader.Access access) {
        Instant now = clock.instant();
        Quote quote = quotes.open(held.sealed, held.member, QuoteDesk.STORE, now);
        BillFacts facts = await(reader.read(new BillReader.Question(
                held.member,
                now,
                LocalDate.ofInstant(quote.basket().at(), ZONE),
                Set.copyOf(quote.couponIds()),
                access)));
        return quotes.honour(quote, facts, now);
    }

    @Test
    void quoteIsHonouredAfterItsDayIsOver() {
        Held held = quote();
        clock.advance(Duration.ofMinutes(9));
        Price price = honour(held);
        assertThat(price.payableFen()).isEqualTo(held.payableFen).isEqualTo(6400 - 768 - 1000 - 700);
        assertThat(price.couponIds()).containsExactly(held.coupon);
        assertThat(price.pointsSpent()).isEqualTo(700);
        assertThat(price.freeItems()).hasSize(1);
    }

    @Test
    void quoteThatSpendsNothingNeedsNoPresenceAndAnyOtherDoes() {
        clock.moveTo(Instant.parse("2031-12-09T04:00:00Z"));
        UUID member = desk.member("gold");
        var answer = desk.mine(member, basket("MAPO-TOFU", 3200, 2))
                .then()
                .statusCode(200)
                .extract();
        Held plain = new Held(member, member, answer.path("quoteId"), answer.<Integer>path("payableFen"));
        assertThat(honour(plain, new BillReader.Access.None()).payableFen()).isEqualTo(6400 - 640);
        Held spending = quote();
        assertRefused(() -> honour(spending, new BillReader.Access.None()), ProblemCode.QUOTE_CHANGED);
        Held points = quoteOf(basket("MAPO-TOFU", 3200, 2).put("points", 100).put("coupons", new JsonArray()));
        assertRefused(() -> honour(points, new BillReader.Access.None()), ProblemCode.QUOTE_CHANGED);
    }

    @Test
    void quoteEndsWithItsTime() {
        Held held = quote();
        clock.advance(Duration.ofMinutes(10));
        assertRefused(() -> honour(held), ProblemCode.QUOTE_EXPIRED);
    }

    @Test
    void otherMembersAndForgersHaveNoQuote() {
        Held held = quote();
        UUID other = desk.member("gold");
        assertRefused(
                () -> quotes.open(held.sealed, other, QuoteDesk.STORE, clock.instant()), ProblemCode.QUOTE_INVALID);
        assertRefused(
                () -> quotes.open(held.sealed, held.member, UUID.randomUUID(), clock.instant()),
                ProblemCode.QUOTE_INVALID);
        String forged = held.sealed.substring(0, held.sealed.length() - 3) + "AAA";
        for (String text : new String[] {forged, "", "x", "AQ", "é", "AX9" + held.sealed, "A".repeat(40_000)}) {
            assertRefused(
                    () -> quotes.open(text, held.member, QuoteDesk.STORE, clock.instant()), ProblemCode.QUOTE_INVALID);
        }
    }

    @Test
    void usedCouponEndsAQuote() {
        Held held = quote();
        desk.execute(
                "update coupon set state = 'REVOKED', ended_at = now() where member_id = $1 and id = $2",
                held.member,
                held.coupon);
        assertRefused(() -> honour(held), ProblemCode.QUOTE_CHANGED);
    }

    @Test
    void otherTierEndsAQuote() {
        Held held = quote();
        desk.tier(held.member, "silver");
        assertRefused(() -> honour(held), ProblemCode.QUOTE_CHANGED);
    }

    @Test
    void newCouponsAndPointsDoNotMatterToAQuote() {
        Held held = quote();
        desk.coupon(held.member, values -> values.put("amountOffFen", 3000));
        desk.earn(held.member, 10);
        assertThat(honour(held).payableFen()).isEqualTo(held.payableFen);
    }

    @Test
    void quoteOfTwoHundredLinesComesBack() {
        UUID member = desk.member("member");
        JsonObject basket = basket();
        for (int i = 0; i < 200; i++) {
            QuoteDesk.with(basket, "RICE", 300, 1)
                    .getJsonArray("lines")
                    .getJsonObject(i)
                    .put("ref", UUID.randomUUID() + "-" + "x".repeat(27));
        }
        String sealed =
                desk.mine(member, basket).then().statusCode(200).extract().path("quoteId");
        Quote quote = quotes.open(sealed, member, QuoteDesk.STORE, clock.instant());
        assertThat(quote.basket().lines()).hasSize(200);
        assertThat(sealed).hasSizeLessThan(QuoteSeal.MAX_LENGTH);
    }

    private static void assertRefused(ThrowingCallable work, ProblemCode code) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
