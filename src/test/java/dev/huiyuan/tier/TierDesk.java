package dev.huiyuan.tier;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.member.MemberCards;
import dev.huiyuan.points.core.BusinessKey;
import dev.huiyuan.points.core.Command;
import dev.huiyuan.points.core.EntryRef;
import dev.huiyuan.points.core.EntryType;
import dev.huiyuan.points.core.LedgerEntry;
import dev.huiyuan.points.core.Merging;
import dev.huiyuan.points.writer.LedgerTransaction;
import dev.huiyuan.points.writer.Submission;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.sql.Transactions;
import dev.huiyuan.testing.Await;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What tests of tiers do: orders of any day, refunds, merges; and what they look at. */
@Singleton
class TierDesk {
    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    static final UUID STORE = UUID.fromString("01980000-0000-7000-8000-000000000001");

    private final TestTokens tokens;
    private final LedgerTransaction ledger;
    private final Transactions transactions;
    private final MemberCards cards;
    private final Pool pool;

    TierDesk(TestTokens tokens, LedgerTransaction ledger, Transactions transactions, MemberCards cards, Pool pool) {
        this.tokens = tokens;
        this.ledger = ledger;
        this.transactions = transactions;
        this.cards = cards;
        this.pool = pool;
    }

    /**
     * A day of a member.
     *
     * @param fen what orders have left
     * @param orders how many orders have something left
     */
    record Day(long fen, int orders) {}

    static Instant noon(LocalDate day) {
        return day.atTime(12, 0).atZone(ZONE).toInstant();
    }

    /** The token of an import: orders of any age, and each order once under one token. */
    String importer() {
        return tokens.staffOfAllStores(Role.IMPORT);
    }

    String clerk() {
        return tokens.staff(Role.CLERK, STORE, "T-1");
    }

    Response order(UUID memberId, long fen, Instant at, String orderRef) {
        return order(importer(), memberId, fen, at, orderRef);
    }

    Response order(String token, UUID memberId, long fen, Instant at, String orderRef) {
        Map<String, @Nullable Object> body = new HashMap<>();
        body.put("memberId", memberId);
        body.put("storeId", STORE);
        body.put("orderRef", orderRef);
        body.put("channel", fen == 0 ? "INTERACTION" : "STORE");
        body.put("amountFen", fen);
        body.put("occurredAt", at.toString());
        return post(token, "/v1/points/accruals", body);
    }

    /** An order that a till or an import reports now; its entry. */
    UUID buy(UUID memberId, long fen, Instant at) {
        Response answer = order(memberId, fen, at, "O-" + UUID.randomUUID());
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        return UUID.fromString(answer.path("entryId"));
    }

    /** Refunds an order, all that is left of it where no amount is given. */
    Response refund(UUID entryId, @Nullable Long fen) {
        Map<String, @Nullable Object> body = new HashMap<>();
        body.put("refundRef", "R-" + UUID.randomUUID());
        body.put("amountFen", fen);
        body.put("reason", "ORDER_REFUNDED");
        return post(tokens.staff(Role.CLERK, STORE, "T-1"), "/v1/points/accruals/" + entryId + "/reversals", body);
    }

    Response post(String token, String path, Map<String, ?> body) {
        return given().auth()
                .oauth2(token)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType("application/json")
                .body(body)
                .post(path);
    }

    /** Merges accounts as an approval does, in somebody's transaction. */
    LedgerEntry merge(UUID from, UUID into) {
        return book(new Merging.Merge(from, into, key(EntryType.MERGE_OUT), "staff:1", "TWICE", null), from, into);
    }

    LedgerEntry part(LedgerEntry merge) {
        UUID into = Objects.requireNonNull(merge.explanation().counterpart());
        EntryRef arrived =
                new EntryRef(into, Objects.requireNonNull(merge.explanation().counterEntryId()));
        return book(
                new Merging.ReverseMerge(
                        merge.memberId(),
                        into,
                        key(EntryType.MERGE_OUT_REVERSAL),
                        "staff:1",
                        new EntryRef(merge.memberId(), merge.id()),
                        arrived,
                        "TWO_PERSONS",
                        null),
                merge.memberId(),
                into);
    }

    private static BusinessKey key(EntryType kind) {
        return new BusinessKey("tier-test", UUID.randomUUID().toString(), kind);
    }

    private LedgerEntry book(Command command, UUID one, UUID other) {
        List<UUID> both = List.of(one, other);
        rows(
                "insert into points_account (member_id) select * from unnest($1::uuid[]) on conflict do nothing",
                Tuple.of(both.toArray(UUID[]::new)));
        LedgerEntry entry = Await.result(() -> transactions.run(
                        connection -> ledger.within(connection, new Submission(command, null, null, null))))
                .entry();
        cards.invalidate(both);
        return entry;
    }

    ValidatableResponse tier(UUID memberId) {
        return given().auth()
                .oauth2(tokens.member(memberId))
                .get("/v1/me/tier")
                .then()
                .statusCode(200);
    }

    String code(UUID memberId) {
        return tier(memberId).extract().path("tier");
    }

    /** The tier on the card that a till looks up. */
    String codeOnCard(UUID memberId) {
        return given().auth()
                .oauth2(tokens.staff(Role.CLERK, STORE, "T-1"))
                .get("/v1/members/" + memberId)
                .then()
                .statusCode(200)
                .extract()
                .path("tier.code");
    }

    /** What became of a member's tier, oldest first, such as {@code UPGRADE member>silver}. */
    List<String> history(UUID memberId) {
        return rows(
                        "select reason, from_code, to_code from tier_change where member_id = $1 order by at, id",
                        Tuple.of(memberId))
                .stream()
                .map(row -> row.getString("reason") + " " + row.getString("from_code") + ">" + row.getString("to_code"))
                .toList();
    }

    /** A member's days on which something is left. */
    Map<LocalDate, Day> days(UUID memberId) {
        Map<LocalDate, Day> days = new TreeMap<>();
        for (Row row : rows(
                "select day, spend_fen, orders from tier_spend_day where member_id = $1 and (spend_fen, orders) <> (0, 0)",
                Tuple.of(memberId))) {
            days.put(row.getLocalDate("day"), new Day(row.getLong("spend_fen"), row.getInteger("orders")));
        }
        return days;
    }

    /** The audit of a member finds nothing. */
    void requireBalanced(UUID memberId) {
        Response audit = given().auth()
                .oauth2(tokens.staffOfAllStores(Role.AUDITOR))
                .queryParam("memberId", memberId)
                .get("/v1/admin/ledger/audit");
        assertThat(audit.<Boolean>path("balanced")).as(audit.asString()).isTrue();
    }

    /** Puts a member on a tier, as if it had been reached long ago. */
    void stand(UUID memberId, String tier) {
        rows("""
                insert into tier_standing (member_id, tier_code, since) values ($1, $2, now())
                on conflict (member_id) do update set tier_code = $2
                """, Tuple.of(memberId, tier));
        cards.invalidate(List.of(memberId));
    }

    List<Row> rows(String sql, Tuple parameters) {
        return Await.result(() -> pool.preparedQuery(sql)
                .execute(parameters)
                .map(rows -> rows.stream().toList()));
    }
}
