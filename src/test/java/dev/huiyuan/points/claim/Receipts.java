package dev.huiyuan.points.claim;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.testing.StaffTokens;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Orders without a member, and the diners who claim them, as clients of the API. */
@Singleton
class Receipts {
    static final UUID STORE = StaffTokens.STORE;
    static final UUID OTHER_STORE = StaffTokens.OTHER_STORE;
    private static final String TERMINAL = "C-1";

    private final TestTokens tokens;
    private final Clock clock;

    Receipts(TestTokens tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    /** An order of now with a number of its own. */
    Map<String, @Nullable Object> order(long amountFen) {
        return order(amountFen, clock.instant());
    }

    Map<String, @Nullable Object> order(long amountFen, Instant occurredAt) {
        Map<String, @Nullable Object> order = new HashMap<>();
        order.put("storeId", STORE);
        order.put("orderRef", "L-" + UUID.randomUUID());
        order.put("channel", "STORE");
        order.put("amountFen", amountFen);
        order.put("occurredAt", occurredAt.toString());
        return order;
    }

    /** The same with one field changed. */
    static Map<String, @Nullable Object> with(Map<String, @Nullable Object> order, String field, Object value) {
        Map<String, @Nullable Object> changed = new HashMap<>(order);
        changed.put(field, value);
        return changed;
    }

    /** An order that the till has reported. */
    Map<String, @Nullable Object> reported(long amountFen) {
        Map<String, @Nullable Object> order = order(amountFen);
        assertThat(report(order).statusCode()).isEqualTo(201);
        return order;
    }

    /** The business date of an order of now. */
    String today() {
        return LocalDate.ofInstant(clock.instant(), ZoneId.of("Asia/Shanghai")).toString();
    }

    String yesterday() {
        return LocalDate.parse(today()).minusDays(1).toString();
    }

    Response report(Map<String, ?> order) {
        return as(clerk()).body(order).post("/v1/points/unclaimed-orders");
    }

    /** The till credits the order to somebody after all. */
    Response accrue(UUID memberId, Map<String, @Nullable Object> order) {
        return as(clerk()).body(with(order, "memberId", memberId)).post("/v1/points/accruals");
    }

    Response claim(UUID memberId, Map<String, @Nullable Object> order) {
        return claim(memberId, order, UUID.randomUUID().toString());
    }

    Response claim(UUID memberId, Map<String, @Nullable Object> order, String key) {
        Map<String, @Nullable Object> receipt = new HashMap<>(order);
        receipt.remove("channel");
        receipt.remove("lines");
        return given().auth()
                .oauth2(tokens.member(memberId))
                .header("Idempotency-Key", key)
                .contentType("application/json")
                .body(receipt)
                .post("/v1/me/points/claims");
    }

    Response claims(UUID memberId) {
        return given().auth().oauth2(tokens.member(memberId)).get("/v1/me/points/claims");
    }

    /** The approval that decides a member's only claim. */
    String approvalOf(UUID memberId) {
        return as(admin())
                .queryParam("kind", ClaimApproval.KIND)
                .queryParam("limit", 100)
                .get("/v1/approvals")
                .then()
                .statusCode(200)
                .extract()
                .path("items.find { it.memberId == '" + memberId + "' }.id");
    }

    Response decide(String token, String approvalId, String decision) {
        return as(token)
                .body(Map.of("decision", decision, "reason", "RECEIPT_SEEN"))
                .post("/v1/approvals/" + approvalId + "/decisions");
    }

    Response approval(String token, String approvalId) {
        return as(token).get("/v1/approvals/" + approvalId);
    }

    long available(UUID memberId) {
        return given().auth()
                .oauth2(tokens.member(memberId))
                .get("/v1/me/points")
                .then()
                .statusCode(200)
                .extract()
                .<Number>path("balance.available")
                .longValue();
    }

    void requireBalanced(UUID memberId) {
        Response audit = as(tokens.staffOfAllStores(Role.AUDITOR))
                .queryParam("memberId", memberId)
                .get("/v1/admin/ledger/audit");
        assertThat(audit.<Boolean>path("balanced")).as(audit.asString()).isTrue();
    }

    RequestSpecification as(String token) {
        return given().auth()
                .oauth2(token)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType("application/json");
    }

    String clerk() {
        return tokens.staff(Role.CLERK, STORE, TERMINAL);
    }

    String manager() {
        return tokens.staff(Role.MANAGER, STORE, UUID.randomUUID().toString());
    }

    String managerElsewhere() {
        return tokens.staff(Role.MANAGER, OTHER_STORE, UUID.randomUUID().toString());
    }

    String admin() {
        return tokens.staffOfAllStores(Role.ADMIN);
    }
}
