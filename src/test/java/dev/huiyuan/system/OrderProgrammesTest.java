package dev.huiyuan.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.huiyuan.testing.HuiyuanTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Orders under programmes that are stricter than the one that ships: refunds without debt, smaller orders. */
@HuiyuanTest
class OrderProgrammesTest {
    private static final LocalDate START = LocalDate.parse("2030-11-05");
    /** From here on the rules are others. */
    private static final LocalDate CHANGE = LocalDate.parse("2030-11-12");

    private final Brand brand;
    private int version;

    OrderProgrammesTest(Brand brand) {
        this.brand = brand;
    }

    /** Other tests have this database and this programme. */
    @AfterEach
    void leaveNothingBehind() {
        brand.leaveAsFound(version, CHANGE);
    }

    private Regular joinUnder(Consumer<JsonObject> change) {
        brand.moveTo(START);
        Regular regular = new Regular("Bo", START, Map.of("month", 8, "day", 20));
        version = brand.plan(CHANGE, change);
        brand.moveTo(CHANGE);
        regular.signIn();
        return regular;
    }

    private Regular joinUnder(String reversal) {
        return joinUnder(programme -> programme.getJsonObject("points").put("reversal", reversal));
    }

    private static JsonObject rice(int bowls) {
        return new JsonObject()
                .put(
                        "lines",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("ref", "1")
                                        .put("dishCode", "RICE")
                                        .put("unitPriceFen", 300)
                                        .put("quantity", bowls)));
    }

    private static JsonArray cash(long fen) {
        return new JsonArray().add(new JsonObject().put("method", "CASH").put("amountFen", fen));
    }

    private static JsonObject paid(JsonObject order, long fen) {
        return order.put("payment", "PAID").put("payments", cash(fen));
    }

    private static String placed(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        return answer.path("orderId");
    }

    /** The guest earns 96 points and spends them; what is left is the 2 that the second order earned. */
    private String orderWhosePointsAreSpent(Regular guest) {
        String first = placed(brand.place(guest, paid(rice(32), 9600)));
        placed(brand.place(guest, paid(rice(1).put("points", 96), 204)));
        return first;
    }

    @Test
    void withinTheBalanceARefundTellsWhatItCouldNotTakeBack() {
        Regular bo = joinUnder("WITHIN_BALANCE");
        String order = orderWhosePointsAreSpent(bo);
        brand.refundOrder(order)
                .then()
                .statusCode(201)
                .body("refundFen", equalTo(9600))
                .body("pointsTakenBack", equalTo(2))
                .body("pointsShortfall", equalTo(94))
                .body("pointsAfter", equalTo(0))
                .body("pointsDebt", equalTo(0));
        brand.audit(bo);
    }

    @Test
    void withDebtNothingIsShort() {
        Regular bo = joinUnder("ALLOW_DEBT");
        String order = orderWhosePointsAreSpent(bo);
        brand.refundOrder(order)
                .then()
                .statusCode(201)
                .body("pointsTakenBack", equalTo(96))
                .body("pointsShortfall", equalTo(0))
                .body("pointsDebt", equalTo(94));
        brand.audit(bo);
    }

    @Test
    void whatIsAvailableStaysWhereOnlyPendingPointsAreTakenBack() {
        Regular bo = joinUnder("ONLY_PENDING");
        String available = placed(brand.place(bo, paid(rice(32), 9600)));
        String pending = placed(brand.place(bo, paid(rice(10), 3000).put("mayBeCancelled", true)));
        brand.refundOrder(available)
                .then()
                .statusCode(201)
                .body("refundFen", equalTo(9600))
                .body("pointsTakenBack", equalTo(0))
                .body("pointsShortfall", equalTo(96))
                .body("pointsAfter", equalTo(96));
        brand.refundOrder(pending)
                .then()
                .statusCode(201)
                .body("pointsTakenBack", equalTo(30))
                .body("pointsShortfall", equalTo(0))
                .body("pointsAfter", equalTo(96));
        brand.audit(bo);
    }

    @Test
    void anOrderThatCouldNeverBeSettledIsNotPlaced() {
        Regular bo = joinUnder(programme -> programme.getJsonObject("earning").put("maxAmountFen", 3000));
        for (JsonObject order : new JsonObject[] {rice(11).put("payment", "PENDING"), paid(rice(11), 3300)}) {
            brand.place(bo, order).then().statusCode(422).body("code", equalTo("amount-too-large"));
        }
        String order = placed(brand.place(bo, rice(10).put("payment", "PENDING").put("deliveryFen", 500)));
        brand.confirm(order, new JsonObject().put("payments", cash(3500)))
                .then()
                .statusCode(201)
                .body("earnedPoints", equalTo(30));
    }
}
