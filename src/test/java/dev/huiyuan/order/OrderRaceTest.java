package dev.huiyuan.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.Parallel;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class OrderRaceTest {
    @Inject
    OrderApi api;

    private static long having(List<Response> answers, int status) {
        return answers.stream().filter(answer -> answer.statusCode() == status).count();
    }

    @Test
    void oneOfFiveOrdersAtOnceGetsTheCoupon() {
        UUID member = api.member(0);
        UUID coupon = api.coupon(member);
        List<JsonObject> orders = java.util.stream.IntStream.range(0, 5)
                .mapToObj(i -> api.spending(member, coupon, 0))
                .toList();
        List<Response> answers = Parallel.run(5, i -> api.place(orders.get(i)));
        assertThat(having(answers, 201)).isEqualTo(1);
        assertThat(having(answers, 409)).isEqualTo(4);
        // Whoever comes before the winner is through gets as far as the coupon, the others are told when they ask for
        // it.
        assertThat(answers.stream()
                        .filter(answer -> answer.statusCode() == 409)
                        .map(answer -> answer.<String>path("code")))
                .isSubsetOf("coupon-already-used", "wish-refused");
        assertThat(api.couponState(coupon)).isEqualTo("USED");
        assertThat(api.count("select count(*) from coupon_event where coupon_id = $1 and type = 'USED'", coupon))
                .isEqualTo(1);
        assertThat(api.count("select count(*) from order_bill where coupon_ids @> array[$1::uuid]", coupon))
                .isEqualTo(1);
        assertThat(api.available(member)).isEqualTo(44);
        api.requireBalanced(member);
    }

    @Test
    void pointsAreSpentByOneOfTwoOrders() {
        UUID member = api.member(500);
        List<JsonObject> orders =
                List.of(api.spending(member, api.coupon(member), 400), api.spending(member, api.coupon(member), 400));
        List<Response> answers = Parallel.run(2, i -> api.place(orders.get(i)));
        assertThat(having(answers, 201)).isEqualTo(1);
        assertThat(api.available(member)).isEqualTo(140);
        api.requireBalanced(member);
    }

    @Test
    void refundsAtOnceNeverReturnMoreThanWasPaid() {
        UUID member = api.member(1000);
        String order = api.placed(api.spending(member, api.coupon(member), 400));
        List<Response> answers = Parallel.run(
                8,
                i -> api.refund(
                        order,
                        i % 2 == 0 ? OrderApi.refund(OrderApi.item("2", 1)) : OrderApi.refund(OrderApi.item("1", 1))));
        assertThat(having(answers, 201)).isEqualTo(3);
        long money = answers.stream()
                .filter(answer -> answer.statusCode() == 201)
                .mapToLong(answer -> answer.<Integer>path("refundFen"))
                .sum();
        assertThat(money).isEqualTo(4000);
        assertThat(api.available(member)).isEqualTo(1000);
        api.requireBalanced(member);
    }

    @Test
    void theSameOrderAtOnceIsSettledOnce() {
        UUID member = api.member(500);
        JsonObject order = api.spending(member, api.coupon(member), 100);
        List<Response> answers = Parallel.run(10, i -> api.place(order));
        assertThat(having(answers, 201)).isEqualTo(1);
        assertThat(having(answers, 200)).isEqualTo(9);
        assertThat(answers.stream().map(Response::asString).distinct()).hasSize(1);
        assertThat(api.available(member)).isEqualTo(443);
        api.requireBalanced(member);
    }

    @Test
    void noMoreThanTenOfManyPendingOrdersAtOnceArePlaced() {
        UUID member = api.member(0);
        List<JsonObject> orders = java.util.stream.IntStream.range(0, 16)
                .mapToObj(i -> api.basket(member).put("payment", "PENDING"))
                .toList();
        List<Response> answers = Parallel.run(16, i -> api.place(orders.get(i)));
        assertThat(having(answers, 201)).isEqualTo(10);
        assertThat(having(answers, 409)).isEqualTo(6);
    }

    @Test
    void aConfirmationAndACancellationAtOnceDoNotBothHappen() {
        UUID member = api.member(500);
        UUID coupon = api.coupon(member);
        JsonObject order = api.spending(member, coupon, 100).put("payment", "PENDING");
        order.remove("payments");
        String id = api.placed(order);
        List<Response> answers = Parallel.run(6, i -> i % 2 == 0 ? api.confirm(id, 4300) : api.cancel(api.clerk(), id));
        String state = api.text("select state from order_bill where id = $1", UUID.fromString(id));
        assertThat(state).isIn("SETTLED", "CANCELLED");
        assertThat(api.available(member)).isEqualTo(state.equals("SETTLED") ? 443 : 500);
        assertThat(api.couponState(coupon)).isEqualTo(state.equals("SETTLED") ? "USED" : "ISSUED");
        assertThat(having(answers, 201)).isEqualTo(1);
        api.requireBalanced(member);
    }

    @Test
    void aRefundWhileTheOrderSettlesTakesAllOrNothing() {
        UUID member = api.member(500);
        JsonObject order = api.spending(member, api.coupon(member), 100).put("payment", "PENDING");
        order.remove("payments");
        String id = api.placed(order);
        List<Response> answers =
                Parallel.run(2, i -> i == 0 ? api.confirm(id, 4300) : api.refund(id, OrderApi.refund()));
        assertThat(answers.get(0).statusCode()).isEqualTo(201);
        boolean refunded = answers.get(1).statusCode() == 201;
        if (!refunded) assertThat(answers.get(1).<String>path("code")).isEqualTo("order-pending");
        assertThat(api.available(member)).isEqualTo(refunded ? 500 : 443);
        api.requireBalanced(member);
    }
}
