package dev.huiyuan.points.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.member.NewMembers;
import dev.huiyuan.shared.approval.Closing;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.testing.Await;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.MovableClock;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Claims that staff decide. */
@HuiyuanTest
class ClaimReviewTest {
    @Inject
    Receipts receipts;

    @Inject
    NewMembers members;

    @Inject
    TestTokens tokens;

    @Inject
    MovableClock clock;

    @Inject
    Closing closing;

    @Inject
    ClaimCleaner cleaner;

    @Inject
    Pool pool;

    @Test
    void approvedClaimIsCredited() {
        UUID member = members.active().id();
        clock.advance(Duration.ofHours(2));
        Map<String, @Nullable Object> order = receipts.order(5800);
        String approval = claimInReview(member, order);

        Response decided = receipts.decide(receipts.manager(), approval, "APPROVE");

        decided.then()
                .statusCode(201)
                .body("state", equalTo("APPROVED"))
                .body("reason", equalTo("RECEIPT_SEEN"))
                .body("result.points", equalTo(58))
                .body("decidedBy", notNullValue());
        receipts.claims(member)
                .then()
                .body("items[0].state", equalTo("CREDITED"))
                .body("items[0].entryId", equalTo(decided.<String>path("result.entryId")));
        assertThat(receipts.available(member)).isEqualTo(58);
        receipts.requireBalanced(member);
        receipts.decide(receipts.manager(), approval, "REJECT")
                .then()
                .statusCode(409)
                .body("code", equalTo("approval-decided"));
        // Whoever comes later does not get it again.
        receipts.accrue(members.active().id(), order)
                .then()
                .statusCode(409)
                .body("code", equalTo("order-already-credited"));
    }

    @Test
    void rejectedClaimCreditsNothing() {
        UUID member = members.active().id();
        String approval = claimInReview(member, receipts.order(5800));

        receipts.decide(receipts.admin(), approval, "REJECT")
                .then()
                .statusCode(201)
                .body("state", equalTo("REJECTED"))
                .body("result", nullValue());

        receipts.claims(member).then().body("items[0].state", equalTo("REJECTED"));
        assertThat(receipts.available(member)).isZero();
        receipts.decide(receipts.manager(), approval, "APPROVE").then().statusCode(409);
    }

    @Test
    void approvalOfAnOrderThatSomebodyHasIsRefusedAndStaysOpen() {
        UUID member = members.active().id();
        Map<String, @Nullable Object> order = receipts.order(5800);
        String approval = claimInReview(member, order);
        receipts.accrue(members.active().id(), order).then().statusCode(201);

        receipts.decide(receipts.manager(), approval, "APPROVE")
                .then()
                .statusCode(409)
                .body("code", equalTo("order-already-credited"));

        receipts.approval(receipts.manager(), approval).then().body("state", equalTo("OPEN"));
        receipts.claims(member).then().body("items[0].state", equalTo("IN_REVIEW"));
        assertThat(receipts.available(member)).isZero();
        receipts.decide(receipts.manager(), approval, "REJECT").then().statusCode(201);
    }

    @Test
    void whatTheMemberHasAlreadyIsNotCreditedByAnApproval() {
        UUID member = members.active().id();
        Map<String, @Nullable Object> order = receipts.order(5800);
        String approval = claimInReview(member, order);
        receipts.accrue(member, order).then().statusCode(201);

        receipts.decide(receipts.manager(), approval, "APPROVE")
                .then()
                .statusCode(409)
                .body("code", equalTo("order-already-credited"));
        assertThat(receipts.available(member)).isEqualTo(58);
    }

    @Test
    void claimOfAMergedAccountIsCreditedToTheOneThatGoesOn() {
        UUID member = members.active().id();
        UUID survivor = members.active().id();
        clock.advance(Duration.ofHours(2));
        String approval = claimInReview(member, receipts.order(5800));
        String merge = receipts.as(receipts.admin())
                .body(Map.of("fromMemberId", member, "intoMemberId", survivor, "reason", "REGISTERED_TWICE"))
                .post("/v1/points/merges")
                .then()
                .statusCode(202)
                .extract()
                .path("approvalId");
        receipts.decide(receipts.admin(), merge, "APPROVE").then().statusCode(201);

        receipts.decide(receipts.manager(), approval, "APPROVE")
                .then()
                .statusCode(201)
                .body("result.memberId", equalTo(survivor.toString()));

        receipts.claims(member).then().body("items[0].state", equalTo("CREDITED"));
        assertThat(receipts.available(survivor)).isEqualTo(58);
        Map<String, @Nullable Object> reported = receipts.reported(4200);
        receipts.claim(member, reported).then().statusCode(201).body("memberId", equalTo(survivor.toString()));
        assertThat(receipts.available(survivor)).isEqualTo(100);
        receipts.requireBalanced(member);
        receipts.requireBalanced(survivor);
    }

    @Test
    void onlyTheStoresStaffSeeAndDecide() {
        UUID member = members.active().id();
        String approval = claimInReview(member, receipts.order(5800));

        receipts.approval(receipts.managerElsewhere(), approval)
                .then()
                .statusCode(404)
                .body("code", equalTo("approval-not-found"));
        receipts.decide(receipts.managerElsewhere(), approval, "APPROVE").then().statusCode(404);
        receipts.as(receipts.managerElsewhere())
                .get("/v1/approvals?limit=100")
                .then()
                .statusCode(200)
                .body("items.id", not(hasItem(approval)));
        receipts.decide(receipts.clerk(), approval, "APPROVE").then().statusCode(403);
        receipts.decide(tokens.member(member), approval, "APPROVE").then().statusCode(403);
        receipts.decide(tokens.staffOfAllStores(Role.MARKETING), approval, "APPROVE")
                .then()
                .statusCode(404);
        String auditor = tokens.staffOfAllStores(Role.AUDITOR);
        receipts.approval(auditor, approval).then().statusCode(200);
        receipts.decide(auditor, approval, "APPROVE").then().statusCode(403);
        assertThat(receipts.available(member)).isZero();
        receipts.as(receipts.manager())
                .queryParam("state", "OPEN")
                .queryParam("kind", "points-claim")
                .queryParam("limit", 100)
                .get("/v1/approvals")
                .then()
                .body("items.id", hasItem(approval));
        receipts.as(receipts.manager())
                .queryParam("state", "REJECTED")
                .queryParam("limit", 100)
                .get("/v1/approvals")
                .then()
                .body("items.id", not(hasItem(approval)));
    }

    @Test
    void claimThatNobodyDecidesExpires() {
        UUID member = members.active().id();
        Map<String, @Nullable Object> order = receipts.order(5800);
        String approval = claimInReview(member, order);
        clock.advance(Duration.ofDays(7));

        receipts.approval(receipts.manager(), approval).then().body("state", equalTo("EXPIRED"));
        receipts.decide(receipts.manager(), approval, "APPROVE")
                .then()
                .statusCode(409)
                .body("code", equalTo("approval-expired"));
        Await.result(closing::close);
        receipts.claims(member).then().body("items[0].state", equalTo("EXPIRED"));
        receipts.decide(receipts.manager(), approval, "REJECT")
                .then()
                .statusCode(409)
                .body("code", equalTo("approval-expired"));
        // It may be claimed again.
        receipts.claim(member, order).then().statusCode(202);
    }

    @Test
    void oldOrdersAndClaimsAreDeletedAndWaitingOnesStay() {
        UUID member = members.active().id();
        Map<String, @Nullable Object> order = receipts.reported(100);
        receipts.claim(member, order).then().statusCode(201);
        claimInReview(members.active().id(), receipts.order(100));
        UUID waiting = members.active().id();
        claimInReview(waiting, receipts.order(100));

        Await.result(cleaner::clean);
        assertThat(rows("points_unclaimed_order", "ref", order.get("orderRef"))).isOne();
        clock.advance(Duration.ofDays(91));
        Await.result(cleaner::clean);
        assertThat(rows("points_unclaimed_order", "ref", order.get("orderRef"))).isZero();
        assertThat(rows("points_claim_day", "member_id", member)).isZero();
        assertThat(rows("points_claim", "member_id", member)).isOne();
        clock.advance(Duration.ofDays(400));
        Await.result(cleaner::clean);
        assertThat(rows("points_claim", "member_id", member)).isZero();
        assertThat(rows("points_claim", "member_id", waiting)).isOne();
        // The ledger remembers for ever.
        clock.reset();
        receipts.accrue(members.active().id(), order).then().statusCode(409);
    }

    private int rows(String table, String column, @Nullable Object value) {
        return Await.result(() -> pool.preparedQuery("select 1 from " + table + " where " + column + " = $1")
                        .execute(Tuple.of(value)))
                .rowCount();
    }

    private String claimInReview(UUID member, Map<String, @Nullable Object> order) {
        receipts.claim(member, order).then().statusCode(202);
        return receipts.approvalOf(member);
    }
}
