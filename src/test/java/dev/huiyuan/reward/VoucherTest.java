package dev.huiyuan.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.huiyuan.coupon.CouponApi;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.Parallel;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class VoucherTest {
    @Inject
    RewardDesk desk;

    @Inject
    CouponApi database;

    private String pool() {
        JsonObject values = new JsonObject()
                .put(
                        "code",
                        "P-" + UUID.randomUUID().toString().substring(0, 13).toUpperCase(Locale.ROOT))
                .put("name", "机场贵宾厅");
        String id = desk.marketing()
                .body(values.encode())
                .post("/v1/admin/reward-pools")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        desk.marketing()
                .body(values.encode())
                .post("/v1/admin/reward-pools")
                .then()
                .statusCode(409)
                .body("code", equalTo("reward-pool-code-taken"));
        return id;
    }

    private Response upload(String pool, List<String> codes) {
        return desk.marketing()
                .header("Idempotency-Key", RewardDesk.key())
                .body(new JsonObject().put("codes", new JsonArray(codes)).encode())
                .post("/v1/admin/reward-pools/" + pool + "/uploads");
    }

    private String voucher(String pool) {
        return desk.reward(values -> values.put("kind", "VOUCHER").put("poolId", pool));
    }

    @Test
    void eachCodeIsImportedAndGivenOnce() {
        String pool = pool();
        upload(pool, List.of("A-1", "A-2", "A-2"))
                .then()
                .statusCode(201)
                .body("added", equalTo(2))
                .body("repeated", equalTo(1));
        upload(pool, List.of("A-2", "A-3")).then().statusCode(201).body("added", equalTo(1));
        String reward = voucher(pool);
        List<UUID> diners =
                IntStream.range(0, 6).mapToObj(i -> desk.memberWith(100)).toList();
        List<Response> answers = Parallel.run(6, i -> desk.redeem(diners.get(i), reward));
        List<String> given = answers.stream()
                .filter(answer -> answer.statusCode() == 201)
                .map(answer -> answer.<String>path("voucherCode"))
                .sorted()
                .toList();
        assertThat(given).containsExactly("A-1", "A-2", "A-3");
        assertThat(answers.stream()
                        .filter(answer -> answer.statusCode() != 201)
                        .map(answer -> answer.<String>path("code")))
                .containsOnly("reward-sold-out");
    }

    @Test
    void codeIsForItsMemberAndEncryptedAtRest() {
        String pool = pool();
        String code = "SECRET-" + UUID.randomUUID();
        upload(pool, List.of(code)).then().statusCode(201);
        UUID member = desk.memberWith(100);
        Response redemption = desk.redeem(member, voucher(pool));
        redemption.then().statusCode(201).body("voucherCode", equalTo(code));
        String id = redemption.path("id");
        desk.as(member)
                .get("/v1/redemptions/" + id)
                .then()
                .statusCode(200)
                .body("redemption.voucherCode", equalTo(code));
        desk.as("clerk", RewardDesk.STORE)
                .get("/v1/redemptions/" + id)
                .then()
                .statusCode(200)
                .body("redemption.voucherCode", nullValue());
        assertThat(database.count(
                        "select count(*) from reward_pool_code where position($1::text::bytea in sealed) > 0", code))
                .isZero();
        desk.cancel(desk.as("manager", RewardDesk.STORE), id)
                .then()
                .statusCode(409)
                .body("code", equalTo("redemption-cancellation-refused"));
    }

    @Test
    void codeThatNobodySawGoesBack() {
        String pool = pool();
        upload(pool, List.of("ONLY")).then().statusCode(201);
        String reward = desk.reward(
                values -> values.put("kind", "VOUCHER").put("poolId", pool).put("priceFen", 500));
        UUID member = desk.memberWith(100);
        RewardDesk.Reserved reserved = desk.reserve(member, reward);
        desk.redeem(desk.memberWith(100), reward).then().statusCode(409).body("code", equalTo("reward-sold-out"));
        desk.cancel(desk.as(member), reserved.id()).then().statusCode(201);
        desk.points(member, 100, 0);
        RewardDesk.Reserved again = desk.reserve(member, reward);
        desk.fulfil(again.id(), again.fulfilment().put("paidFen", 500))
                .then()
                .statusCode(201)
                .body("voucherCode", nullValue());
        desk.as(member).get("/v1/redemptions/" + again.id()).then().body("redemption.voucherCode", equalTo("ONLY"));
    }

    @Test
    void poolsAreListedWithWhatIsLeft() {
        String pool = pool();
        upload(pool, List.of("X", "Y")).then().statusCode(201);
        desk.redeem(desk.memberWith(100), voucher(pool)).then().statusCode(201);
        desk.marketing()
                .get("/v1/admin/reward-pools?limit=100")
                .then()
                .statusCode(200)
                .body("items.find { it.id == '" + pool + "' }.left", equalTo(1))
                .body("items.find { it.id == '" + pool + "' }.given", equalTo(1));
        upload(UUID.randomUUID().toString(), List.of("Z")).then().statusCode(404);
        upload(pool, List.of("with space")).then().statusCode(400);
    }
}
