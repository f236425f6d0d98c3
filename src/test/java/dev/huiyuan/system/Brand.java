package dev.huiyuan.system;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.testing.MovableClock;
import dev.huiyuan.testing.StaffTokens;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.awaitility.Awaitility;

/** The brand's side of a long story: a till, customer service and an administrator, on any day. */
@Singleton
class Brand {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final UUID STORE = StaffTokens.STORE;
    private static final String TERMINAL = "till-years";
    private static final String PROGRAMME = "/v1/admin/programme";
    private static final String DRAFTS = PROGRAMME + "/drafts/";
    private static final long FEN_A_YUAN = 100;
    private static final Duration LONGEST_RUN = Duration.ofMinutes(2);

    private final StaffTokens staff;
    private final MovableClock clock;
    private final Map<String, String> userNames = new HashMap<>();
    private final Map<String, String> tokens = new HashMap<>();

    Brand(StaffTokens staff, MovableClock clock) {
        this.staff = staff;
        this.clock = clock;
    }

    /** It is noon on a day, and everybody signs in again. */
    void moveTo(LocalDate day) {
        clock.moveTo(day.atTime(12, 0).atZone(ZONE).toInstant());
        tokens.clear();
    }

    /** It is now again. */
    void comeBack() {
        clock.reset();
        tokens.clear();
    }

    private String token(String role) {
        return tokens.computeIfAbsent(role, key -> {
            boolean atTill = role.equals(Role.CLERK);
            String userName = userNames.computeIfAbsent(
                    role, unknown -> staff.make(role, atTill ? Set.of(STORE) : Set.of(), !atTill));
            return StaffTokens.signIn(userName, atTill ? STORE : null, atTill ? TERMINAL : null);
        });
    }

    private RequestSpecification as(String role) {
        return given().auth()
                .oauth2(token(role))
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType("application/json");
    }

    /** An order of now, paid; its reference. */
    String order(Regular guest, long yuan) {
        String ref = "Y-" + UUID.randomUUID();
        as(Role.CLERK)
                .body(Map.of(
                        "memberId",
                        guest.id(),
                        "storeId",
                        STORE,
                        "orderRef",
                        ref,
                        "channel",
                        "STORE",
                        "amountFen",
                        yuan * FEN_A_YUAN,
                        "occurredAt",
                        clock.instant().toString()))
                .post("/v1/points/accruals")
                .then()
                .statusCode(201);
        return ref;
    }

    void refund(String orderRef, long yuan) {
        as(Role.CLERK)
                .body(Map.of(
                        "storeId",
                        STORE,
                        "orderRef",
                        orderRef,
                        "refundRef",
                        "R-" + UUID.randomUUID(),
                        "amountFen",
                        yuan * FEN_A_YUAN,
                        "reason",
                        "ORDER_REFUNDED"))
                .post("/v1/points/refunds")
                .then()
                .statusCode(201);
    }

    /** What the till sees of a member's benefits. */
    JsonObject benefits(Regular guest) {
        return new JsonObject(as(Role.CLERK)
                .body(Map.of("memberId", guest.id(), "storeId", STORE))
                .post("/v1/benefits/checks")
                .then()
                .statusCode(200)
                .extract()
                .asString());
    }

    private String presence(Regular guest) {
        return as(Role.CLERK)
                .body(Map.of("code", guest.memberCode()))
                .post("/v1/members/lookups")
                .then()
                .statusCode(200)
                .extract()
                .path("presenceId");
    }

    /** The guest shows the code at the till and uses a benefit. */
    Response use(Regular guest, String benefit, String bill) {
        return as(Role.CLERK)
                .body(Map.of(
                        "memberId",
                        guest.id(),
                        "presenceId",
                        presence(guest),
                        "storeId",
                        STORE,
                        "benefit",
                        benefit,
                        "orderRef",
                        bill,
                        "occurredAt",
                        clock.instant().toString()))
                .post("/v1/benefits/uses");
    }

    /** The guest pays a bill with the latest coupon and some points. */
    void pay(Regular guest, String bill, long points) {
        String presence = presence(guest);
        as(Role.CLERK)
                .body(Map.of("presenceId", presence, "storeId", STORE, "orderRef", bill))
                .post("/v1/coupons/" + guest.couponId() + "/redemptions")
                .then()
                .statusCode(201);
        as(Role.CLERK)
                .body(Map.of(
                        "memberId",
                        guest.id(),
                        "presenceId",
                        presence,
                        "storeId",
                        STORE,
                        "orderRef",
                        bill,
                        "points",
                        points,
                        "reason",
                        "SIDE_DISH"))
                .post("/v1/points/redemptions")
                .then()
                .statusCode(201);
    }

    /** Customer service asks for a merge and the administrator agrees. */
    void merge(Regular from, Regular into) {
        String approval = as(Role.SERVICE)
                .body(Map.of("fromMemberId", from.id(), "intoMemberId", into.id(), "reason", "REGISTERED_TWICE"))
                .post("/v1/points/merges")
                .then()
                .statusCode(202)
                .extract()
                .path("approvalId");
        as(Role.ADMIN)
                .body(Map.of("decision", "APPROVE", "reason", "LOOKED_INTO"))
                .post("/v1/approvals/" + approval + "/decisions")
                .then()
                .statusCode(201);
    }

    /** An order with all that belongs to it, as the till reports it. */
    Response place(Regular guest, JsonObject order) {
        JsonObject whole = order.copy()
                .put("memberId", guest.id().toString())
                .put("presenceId", presence(guest))
                .put("storeId", STORE.toString())
                .put("channel", "STORE")
                .put("orderRef", "Y-" + UUID.randomUUID());
        return as(Role.CLERK).body(whole.encode()).post("/v1/orders");
    }

    Response confirm(String orderId, JsonObject paid) {
        return as(Role.CLERK).body(paid.encode()).post("/v1/orders/" + orderId + "/confirmations");
    }

    /** All of an order comes back. */
    Response refundOrder(String orderId) {
        return as(Role.CLERK)
                .body(Map.of("refundRef", "R-" + UUID.randomUUID(), "reason", "ORDER_REFUNDED"))
                .post("/v1/orders/" + orderId + "/refunds");
    }

    /** Runs a job for today, to its end. */
    void run(String job) {
        String runs = "/v1/admin/jobs/" + job + "/runs";
        assertThat(as(Role.ADMIN).post(runs).statusCode()).isIn(201, 202);
        Awaitility.await().atMost(LONGEST_RUN).until(() -> !state(runs).equals("RUNNING"));
        assertThat(state(runs)).as(job).isEqualTo("SUCCEEDED");
    }

    private String state(String runs) {
        return as(Role.ADMIN).get(runs + "?limit=1").path("items[0].state");
    }

    /** Plans other rules: drafts them and activates the draft from the beginning of a day; the version. */
    int plan(LocalDate from, Consumer<JsonObject> change) {
        String draft = DRAFTS
                + as(Role.ADMIN)
                        .body("{\"note\": \"新等级\"}")
                        .post(PROGRAMME + "/drafts")
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("id");
        JsonObject document = new JsonObject(as(Role.ADMIN).get(draft).asString()).getJsonObject("document");
        change.accept(document);
        as(Role.ADMIN)
                .header("If-Match", "\"1\"")
                .body(document.encode())
                .put(draft)
                .then()
                .statusCode(200);
        return as(Role.ADMIN)
                .body(Map.of(
                        "effectiveFrom", from.atStartOfDay(ZONE).toInstant().toString(), "moveMembers", true))
                .post(draft + "/activations")
                .then()
                .statusCode(201)
                .body("state", equalTo("SCHEDULED"))
                .extract()
                .path("version");
    }

    void withdraw(int version) {
        as(Role.ADMIN)
                .body("{\"reason\": \"测试撤回\"}")
                .post(PROGRAMME + "/versions/" + version + "/withdrawals")
                .then()
                .statusCode(201);
    }

    /** Takes back what was planned for a day, if anything was, and comes back. */
    void leaveAsFound(int version, LocalDate change) {
        try {
            if (version > 0) {
                moveTo(change.minusDays(2));
                withdraw(version);
            }
        } finally {
            comeBack();
        }
    }

    /** The audit of a member's points finds nothing. */
    void audit(Regular guest) {
        Response audit = as(Role.ADMIN).queryParam("memberId", guest.id()).get("/v1/admin/ledger/audit");
        assertThat(audit.<Boolean>path("balanced")).as(audit.asString()).isTrue();
    }
}
