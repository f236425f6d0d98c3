package dev.huiyuan.points;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.member.NewMembers;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.sql.Transactions;
import dev.huiyuan.testing.HuiyuanTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule is broken by hand, past every constraint and trigger, and the audit names it; mended, it is silent. */
@HuiyuanTest
class PlantedDifferencesTest {
    private static final String OTHER_ENTRY = "00000000-0000-7000-8000-000000000001";

    @Inject
    Till till;

    @Inject
    NewMembers members;

    @Inject
    TestTokens tokens;

    @Inject
    Transactions transactions;

    /**
     * A broken rule.
     *
     * @param check what the audit calls it
     * @param plant breaks it for the member {@code :m}, who has earned 10, spent 5 and earned 20
     * @param mend undoes that
     * @param ofMember whether the audit of one member sees it too
     */
    record Planted(String check, String plant, String mend, boolean ofMember) {
        @Override
        public String toString() {
            return check + ": " + plant;
        }
    }

    private static final List<Planted> PLANTED = List.of(
            seen(
                    "BALANCE_IS_SUM_OF_ENTRIES",
                    "update points_account set available = available + 5 where member_id = :m",
                    "update points_account set available = available - 5 where member_id = :m"),
            seen(
                    "AVAILABLE_IS_SUM_OF_LOTS",
                    "update points_lot set remaining = remaining + 1 where member_id = :m and earned = 10",
                    "update points_lot set remaining = remaining - 1 where member_id = :m and earned = 10"),
            seen(
                    "PENDING_IS_SUM_OF_LOTS",
                    "update points_lot set pending = true where member_id = :m and earned = 20",
                    "update points_lot set pending = false where member_id = :m and earned = 20"),
            seen(
                    "LOTS_MATCH_ALLOCATIONS",
                    "update points_allocation set amount = -4 where member_id = :m",
                    "update points_allocation set amount = -5 where member_id = :m"),
            // Two lots whose errors cancel out.
            seen(
                    "LOTS_MATCH_ALLOCATIONS",
                    "update points_lot set remaining = case earned when 10 then 6 else 19 end where member_id = :m",
                    "update points_lot set remaining = case earned when 10 then 5 else 20 end where member_id = :m"),
            seen(
                    "HELD_IS_SUM_OF_HOLDS",
                    "update points_account set available = available - 1, held = held + 1 where member_id = :m",
                    "update points_account set available = available + 1, held = held - 1 where member_id = :m"),
            seen(
                    "HOLDS_MATCH_ENTRIES",
                    "insert into points_hold (member_id, id, points, expires_at, state, captured, settled_by)"
                            + " values (:m, '" + OTHER_ENTRY + "', 3, now(), 'CAPTURED', 3, '" + OTHER_ENTRY + "')",
                    "delete from points_hold where member_id = :m"),
            seen(
                    "ENTRIES_FOLLOW_EACH_OTHER",
                    "update points_entry set available_after = 6 where member_id = :m and seq = 2",
                    "update points_entry set available_after = 5 where member_id = :m and seq = 2"),
            seen(
                    "ENTRIES_FOLLOW_EACH_OTHER",
                    "update points_entry set seq = 2 where member_id = :m and seq = 3",
                    "update points_entry set seq = 3 where member_id = :m and points = 20"),
            // Two entries whose errors cancel out.
            seen(
                    "ENTRIES_FOLLOW_EACH_OTHER",
                    "update points_entry set points = points + case seq when 1 then 2 when 3 then -2 else 0 end"
                            + " where member_id = :m",
                    "update points_entry set points = (array[10, -5, 20])[seq] where member_id = :m"),
            seen(
                    "LAST_ENTRY_IS_BALANCE",
                    "update points_entry set available_after = 24, pending_after = 1"
                            + " where member_id = :m and seq = 3",
                    "update points_entry set available_after = 25, pending_after = 0"
                            + " where member_id = :m and seq = 3"),
            seen(
                    "DEBT_ONLY_WITHOUT_AVAILABLE",
                    "alter table points_account drop constraint points_account_debt_only_while_nothing_is_available;"
                            + " update points_account set debt = 1 where member_id = :m",
                    "update points_account set debt = 0 where member_id = :m; alter table points_account"
                            + " add constraint points_account_debt_only_while_nothing_is_available"
                            + " check (debt = 0 or available = 0)"),
            seen(
                    "MERGED_IS_EMPTY",
                    "alter table points_account drop constraint points_account_merged_is_empty;"
                            + " update points_account set merged_into = '" + OTHER_ENTRY + "' where member_id = :m",
                    "update points_account set merged_into = null where member_id = :m; alter table points_account"
                            + " add constraint points_account_merged_is_empty check (merged_into is null or"
                            + " merged_into <> member_id and available = 0 and pending = 0 and held = 0"
                            + " and debt = 0)"),
            seen(
                    "MERGED_AS_RECORDED",
                    "insert into points_merge (id, from_id, into_id, in_entry_id)" + " values ('" + OTHER_ENTRY
                            + "', :m, '" + OTHER_ENTRY + "', '" + OTHER_ENTRY + "')",
                    "delete from points_merge where from_id = :m"),
            seen(
                    "ACCOUNT_EXISTS",
                    "create table points_account_kept as select * from points_account where member_id = :m;"
                            + " delete from points_account where member_id = :m",
                    "insert into points_account select * from points_account_kept; drop table points_account_kept"),
            seen(
                    "ENTRIES_HAVE_THEIR_KEYS",
                    "update business_key set source = 'x' || source where member_id = :m and kind = 'REDEMPTION'",
                    "update business_key set source = substr(source, 2)"
                            + " where member_id = :m and kind = 'REDEMPTION'"),
            new Planted(
                    "PAIRS_ARE_COMPLETE",
                    "update points_entry set type = 'TRANSFER_IN' where member_id = :m and seq = 3;"
                            + " update business_key set kind = 'TRANSFER_IN' where member_id = :m and amount = 2000"
                            + " and not alias",
                    "update points_entry set type = 'ACCRUAL' where member_id = :m and seq = 3;"
                            + " update business_key set kind = 'ACCRUAL' where member_id = :m and amount = 2000"
                            + " and not alias",
                    false),
            new Planted(
                    "PAIRS_CANCEL_OUT",
                    "update points_entry set type = 'TRANSFER_OUT' where member_id = :m and seq = 2;"
                            + " update business_key set kind = 'TRANSFER_OUT' where member_id = :m"
                            + " and kind = 'REDEMPTION';"
                            + " insert into points_entry (member_id, id, seq, type, points, available_after,"
                            + " pending_after, held_after, debt_after, amount_fen, source, ref, actor,"
                            + " rule_version, explanation, occurred_at, recorded_at)"
                            + " select '" + OTHER_ENTRY + "', '" + OTHER_ENTRY
                            + "', 1, 'TRANSFER_IN', 4, 4, 0, 0, 0, 0,"
                            + " source, ref, actor, 1, explanation, occurred_at, recorded_at"
                            + " from points_entry where member_id = :m and seq = 2;"
                            + " insert into business_key (source, ref, kind, member_id, entry_id)"
                            + " select source, ref, type, member_id, id from points_entry"
                            + " where member_id = '" + OTHER_ENTRY + "'",
                    "delete from business_key where member_id = '" + OTHER_ENTRY + "';"
                            + " delete from points_entry where member_id = '" + OTHER_ENTRY + "';"
                            + " update points_entry set type = 'REDEMPTION' where member_id = :m and seq = 2;"
                            + " update business_key set kind = 'REDEMPTION' where member_id = :m"
                            + " and kind = 'TRANSFER_OUT'",
                    false),
            new Planted(
                    "KEYS_HAVE_THEIR_ENTRIES",
                    "insert into business_key (source, ref, kind, member_id, entry_id) values ('x', :m::text,"
                            + " 'ACCRUAL', :m, '" + OTHER_ENTRY + "')",
                    "delete from business_key where member_id = :m and source = 'x'",
                    false),
            new Planted(
                    "KEYS_HAVE_THEIR_ENTRIES",
                    "update business_key set ref = 'x' || ref where member_id = :m and kind = 'REDEMPTION'",
                    "update business_key set ref = substr(ref, 2) where member_id = :m and kind = 'REDEMPTION'",
                    false));

    static Stream<Planted> planted() {
        return PLANTED.stream();
    }

    private static Planted seen(String check, String plant, String mend) {
        return new Planted(check, plant, mend, true);
    }

    @ParameterizedTest
    @MethodSource("planted")
    void plantedDifferenceIsNamed(Planted planted) {
        UUID member = members.active().id();
        till.earn(member, 10);
        till.spend(member, 5);
        till.earn(member, 20);
        till.requireBalanced(member);
        pastEverything(planted.plant(), member);
        List<@Nullable Object> ofMember;
        List<@Nullable Object> ofBook;
        try {
            ofMember = checks("/v1/admin/ledger/audit?memberId=" + member, member);
            ofBook = checks("/v1/admin/ledger/audit", member);
        } finally {
            pastEverything(planted.mend(), member);
        }
        assertThat(ofBook).contains(planted.check());
        if (planted.ofMember()) assertThat(ofMember).contains(planted.check());
        till.requireBalanced(member);
        assertThat(checks("/v1/admin/ledger/audit", member)).isEmpty();
    }

    private List<@Nullable Object> checks(String path, UUID member) {
        List<Map<String, @Nullable Object>> differences = given().auth()
                .oauth2(tokens.staffOfAllStores(Role.AUDITOR))
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .path("differences");
        return differences.stream()
                .filter(difference -> member.toString().equals(difference.get("memberId")))
                .map(difference -> difference.get("check"))
                .toList();
    }

    /** As nobody but a superuser can: without triggers and foreign keys. */
    private void pastEverything(String statements, UUID member) {
        String sql =
                "set local session_replication_role = replica; " + statements.replace(":m", "'" + member + "'::uuid");
        Till.await(() -> transactions.run(connection -> execute(connection, sql)));
    }

    private static Uni<Void> execute(SqlConnection connection, String sql) {
        return connection.query(sql).execute().replaceWithVoid();
    }
}
