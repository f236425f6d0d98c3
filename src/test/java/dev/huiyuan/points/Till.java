package dev.huiyuan.points;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.identity.Presences;
import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.sql.Transactions;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A till of a store, as a client of the API. */
@Singleton
public class Till {
    static final UUID STORE = UUID.fromString("01980000-0000-7000-8000-000000000001");
    static final UUID OTHER_STORE = UUID.fromString("01980000-0000-7000-8000-000000000002");
    private static final String TERMINAL = "T-1";

    private final TestTokens tokens;
    private final Presences presences;
    private final Transactions transactions;
    private final Clock clock;

    Till(TestTokens tokens, Presences presences, Transactions transactions, Clock clock) {
        this.tokens = tokens;
        this.presences = presences;
        this.transactions = transactions;
        this.clock = clock;
    }

    String clerk() {
        return tokens.staff(Role.CLERK, STORE, TERMINAL);
    }

    String importer() {
        return tokens.staffOfAllStores(Role.IMPORT);
    }

    /** A key that nobody else uses. */
    static String key() {
        return UUID.randomUUID().toString();
    }

    RequestSpecification as(String token, String key) {
        return given().auth().oauth2(token).header("Idempotency-Key", key).contentType("application/json");
    }

    /** An order of now with a number of its own. */
    Map<String, @Nullable Object> order(UUID memberId, long amountFen) {
        return order(memberId, amountFen, clock.instant());
    }

    Map<String, @Nullable Object> order(UUID memberId, long amountFen, Instant occurredAt) {
        Map<String, @Nullable Object> order = new HashMap<>();
        order.put("memberId", memberId);
        order.put("storeId", STORE);
        order.put("orderRef", "O-" + UUID.randomUUID());
        order.put("channel", "STORE");
        order.put("amountFen", amountFen);
        order.put("occurredAt", occurredAt.toString());
        return order;
    }

    Response accrue(Map<String, ?> order) {
        return as(clerk(), key()).body(order).post("/v1/points/accruals");
    }

    /** Lets a member earn points and returns the entry. */
    UUID earn(UUID memberId, long points) {
        Response answer = accrue(order(memberId, points * 100));
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        return UUID.fromString(answer.path("entryId"));
    }

    UUID presence(UUID memberId) {
        return await(() -> transactions.run(connection -> presences.open(connection, memberId, STORE, TERMINAL)))
                .id();
    }

    Map<String, @Nullable Object> bill(UUID memberId, UUID presenceId, String orderRef, long points) {
        Map<String, @Nullable Object> bill = new HashMap<>();
        bill.put("memberId", memberId);
        bill.put("presenceId", presenceId);
        bill.put("orderRef", orderRef);
        bill.put("points", points);
        bill.put("reason", "SIDE_DISH");
        return bill;
    }

    Response redeem(Map<String, ?> bill) {
        return as(clerk(), key()).body(bill).post("/v1/points/redemptions");
    }

    /** Lets a member spend points and returns the entry. */
    UUID spend(UUID memberId, long points) {
        Response answer = redeem(bill(memberId, presence(memberId), "B-" + key(), points));
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        return UUID.fromString(answer.path("entryId"));
    }

    Response reverse(String kind, UUID entryId, Map<String, ?> reversal) {
        return as(clerk(), key()).body(reversal).post("/v1/points/" + kind + "/" + entryId + "/reversals");
    }

    /** What a member can spend. */
    long available(UUID memberId) {
        return balance(memberId, "available");
    }

    long balance(UUID memberId, String figure) {
        return given().auth()
                .oauth2(tokens.member(memberId))
                .get("/v1/me/points")
                .then()
                .statusCode(200)
                .extract()
                .<Number>path("balance." + figure)
                .longValue();
    }

    /** The audit of one member. */
    Response audit(UUID memberId) {
        return given().auth()
                .oauth2(tokens.staffOfAllStores(Role.AUDITOR))
                .queryParam("memberId", memberId)
                .get("/v1/admin/ledger/audit");
    }

    void requireBalanced(UUID memberId) {
        Response audit = audit(memberId);
        assertThat(audit.<Boolean>path("balanced")).as(audit.asString()).isTrue();
    }

    static <T> T await(Supplier<Uni<T>> work) {
        try {
            return VertxContextSupport.subscribeAndAwait(
                    () -> work.get().ifNoItem().after(Duration.ofSeconds(30)).fail());
        } catch (Throwable failure) {
            if (failure instanceof RuntimeException known) throw known;
            throw new IllegalStateException(failure);
        }
    }
}
