package dev.huiyuan.reward;

import static dev.huiyuan.member.NewMembers.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.huiyuan.coupon.CouponApi;
import dev.huiyuan.shared.crypto.BlindIndex;
import dev.huiyuan.shared.crypto.CryptoConfig;
import dev.huiyuan.shared.crypto.PersonalDataCipher;
import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.job.JobRunner;
import dev.huiyuan.shared.sql.Transactions;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.MovableClock;
import dev.huiyuan.testing.Parallel;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class VoucherTest {
    @Inject
    RewardDesk desk;

    @Inject
    CouponApi database;

    @Inject
    VoucherCodes codes;

    @Inject
    PersonalDataCipher cipher;

    @Inject
    CryptoConfig crypto;

    @Inject
    Transactions transactions;

    @Inject
    JobRunner jobs;

    @Inject
    MovableClock clock;

    @Inject
    Ids ids;

    @AfterEach
    void resetClock() {
        clock.reset();
    }

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

    /** A pool's figures, as they are listed, are what its codes say. */
    private void requireFigures(String pool, int left, int given) {
        UUID id = UUID.fromString(pool);
        assertThat(database.count(
                        "select count(*) from reward_pool_code where pool_id = $1 and redemption_id is null", id))
                .isEqualTo(left);
        assertThat(database.count("select count(redemption_id) from reward_pool_code where pool_id = $1", id))
                .isEqualTo(given);
        desk.marketing()
                .get("/v1/admin/reward-pools?limit=100")
                .then()
                .statusCode(200)
                .body("items.find { it.id == '" + pool + "' }.left", equalTo(left))
                .body("items.find { it.id == '" + pool + "' }.given", equalTo(given));
    }

    @Test
    void figuresAreExactWhileManyTakeAndGiveBack() {
        String pool = pool();
        requireFigures(pool, 0, 0);
        upload(pool, IntStream.range(0, 8).mapToObj(i -> "R-" + i).toList())
                .then()
                .statusCode(201);
        String reward = desk.reward(
                values -> values.put("kind", "VOUCHER").put("poolId", pool).put("priceFen", 500));
        List<UUID> diners =
                IntStream.range(0, 6).mapToObj(i -> desk.memberWith(300)).toList();
        List<RewardDesk.Reserved> reserved = Parallel.run(6, i -> desk.reserve(diners.get(i), reward));
        requireFigures(pool, 2, 6);
        Parallel.run(
                8,
                i -> i < 3
                        ? desk.cancel(desk.as(diners.get(i)), reserved.get(i).id())
                        : i < 6
                                ? desk.fulfil(
                                        reserved.get(i).id(),
                                        reserved.get(i).fulfilment().put("paidFen", 500))
                                : upload(pool, List.of("MORE-" + i, "MORE")));
        requireFigures(pool, 8, 3);
        await(jobs.run("reward-expiry"));
        requireFigures(pool, 8, 3);
        assertThat(database.count("select count(*) from reward_pool_count where pool_id = $1", UUID.fromString(pool)))
                .isEqualTo(1);
        desk.reserve(diners.getFirst(), reward);
        requireFigures(pool, 7, 4);
        clock.advance(Duration.ofMinutes(16));
        await(jobs.run("reward-expiry"));
        requireFigures(pool, 8, 3);
    }

    @Test
    void codeIsKnownAgainWhicheverKeyItWasHashedUnder() {
        UUID pool = UUID.fromString(pool());
        String newest = "new-" + RewardDesk.key();
        VoucherCodes before = codes;
        VoucherCodes after = new VoucherCodes(cipher, new BlindIndex(withKey(newest)), ids);
        assertThat(added(before, pool, "K-1", "K-2")).isEqualTo(2);
        assertThat(added(after, pool, "K-1", "K-2", "K-3")).isEqualTo(1);
        assertThat(added(after, pool, "K-1", "K-2", "K-3")).isZero();
        assertThat(database.count("select count(*) from reward_pool_code where index_key_id = $1", newest))
                .isEqualTo(1);
        requireFigures(pool.toString(), 3, 0);
        UUID member = desk.memberWith(300);
        String reward = voucher(pool.toString());
        List<String> given = Stream.generate(() -> desk.redeem(member, reward).<String>path("voucherCode"))
                .limit(3)
                .sorted()
                .toList();
        assertThat(given).containsExactly("K-1", "K-2", "K-3");
    }

    private int added(VoucherCodes importer, UUID pool, String... uploaded) {
        return await(transactions.run(connection -> importer.add(connection, pool, List.of(uploaded))));
    }

    /** The keys that there are, and a new one that is in use from now on. */
    private CryptoConfig withKey(String id) {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        Map<String, String> keys = new HashMap<>(crypto.indexKeys());
        keys.put(id, Base64.getEncoder().encodeToString(key));
        return new CryptoConfig() {
            @Override
            public Map<String, String> encryptionKeys() {
                return crypto.encryptionKeys();
            }

            @Override
            public String encryptionKeyId() {
                return crypto.encryptionKeyId();
            }

            @Override
            public Map<String, String> indexKeys() {
                return keys;
            }

            @Override
            public String indexKeyId() {
                return id;
            }
        };
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
