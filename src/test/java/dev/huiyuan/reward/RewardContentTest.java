package dev.huiyuan.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.huiyuan.testing.HuiyuanTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class RewardContentTest {
    @Inject
    RewardDesk desk;

    @Test
    void rewardSaysExactlyWhatItsKindNeeds() {
        assertRefused(values -> values.put("kind", "DISH"), "/dishCode");
        assertRefused(values -> values.put("kind", "DISH").put("dishCode", "NO-SUCH-DISH"), "/dishCode");
        assertRefused(values -> values.put("templateCode", "POINTS-10"), "/templateCode");
        assertRefused(
                values -> values.put("kind", "VOUCHER")
                        .put("poolId", UUID.randomUUID().toString()),
                "/poolId");
        assertRefused(values -> values.put("kind", "DRAW_TICKET").put("drawCode", "d"), "/drawCode");
        assertRefused(values -> values.put("priceFen", -1), "/priceFen");
        assertRefused(
                values -> values.put(
                        "storeIds", new JsonArray().add(UUID.randomUUID().toString())),
                "/storeIds");
        JsonObject dish = RewardDesk.merchandise().put("kind", "DISH").put("dishCode", "CUCUMBER");
        String id = desk.create(dish).then().statusCode(201).extract().path("id");
        desk.marketing()
                .header("If-Match", "0")
                .body(dish.copy().put("dishCode", "RICE").encode())
                .put("/v1/admin/rewards/" + id)
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/kind"));
        desk.marketing()
                .header("If-Match", "0")
                .delete("/v1/admin/dishes/01980000-0000-7000-8000-000000000216")
                .then()
                .statusCode(409)
                .body("code", equalTo("dish-referred"));
    }

    private void assertRefused(Consumer<JsonObject> change, String pointer) {
        JsonObject values = RewardDesk.merchandise();
        change.accept(values);
        Response answer = desk.create(values);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
        assertThat(answer.<String>path("errors[0].pointer")).isEqualTo(pointer);
    }
}
