package dev.huiyuan.coupon;

import static dev.huiyuan.member.NewMembers.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.member.NewMembers;
import dev.huiyuan.shared.sql.Transactions;
import dev.huiyuan.testing.HuiyuanTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class TemplatesOfDishesTest {
    @Inject
    CouponApi coupons;

    @Inject
    NewMembers members;

    @Inject
    TemplatesOfDishes references;

    @Inject
    Transactions transactions;

    private List<String> referring(String dish) {
        return await(transactions.run(connection -> references.referring(connection, dish)));
    }

    /** An exchange of any of the dishes; straight into the table, as dishes of this name are on no menu. */
    private JsonObject exchange(String... dishes) {
        JsonObject values = CouponApi.values();
        coupons.create(values).then().statusCode(201);
        coupons.change(
                "update coupon_template set version = version + 1, kind = 'EXCHANGE', amount_off_fen = null,"
                        + " dish_codes = $2 where code = $1",
                values.getString("code"),
                dishes);
        return values;
    }

    @Test
    void eachDishOfAnExchangeStaysOnTheMenu() {
        String dish = "D-" + UUID.randomUUID();
        String code = exchange("ANOTHER", dish).getString("code");
        assertThat(referring(dish)).containsExactly("coupon template " + code);
        assertThat(referring("D-" + UUID.randomUUID())).isEmpty();
    }

    @Test
    void couponsOfAnEndedExchangeKeepTheDishAsLongAsTheyCanBeUsed() {
        String dish = "D-" + UUID.randomUUID();
        String code = exchange(dish, "ANOTHER").getString("code");
        UUID member = members.active().id();
        UUID coupon = coupons.issue(member, code).id();
        coupons.change("update coupon_template set version = version + 1, state = 'ENDED' where code = $1", code);
        assertThat(referring(dish)).hasSize(1);
        coupons.change("update coupon set expires_at = now() where member_id = $1 and id = $2", member, coupon);
        assertThat(referring(dish)).isEmpty();
    }

    @Test
    void discountOnADishDoesNotKeepIt() {
        String dish = "D-" + UUID.randomUUID();
        JsonObject values = CouponApi.values();
        coupons.create(values).then().statusCode(201);
        coupons.change(
                "update coupon_template set version = version + 1, dish_codes = $2 where code = $1",
                values.getString("code"),
                new String[] {dish});
        assertThat(referring(dish)).isEmpty();
    }
}
