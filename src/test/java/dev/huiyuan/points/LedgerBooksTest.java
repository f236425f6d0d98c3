package dev.huiyuan.points;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import dev.huiyuan.member.NewMembers;
import dev.huiyuan.shared.sql.Transactions;
import dev.huiyuan.testing.HuiyuanTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the database itself refuses, and what the audit finds when somebody goes around everything. */
@HuiyuanTest
class LedgerBooksTest {
    @Inject
    Till till;

    @Inject
    NewMembers members;

    @Inject
    Pool pool;

    @Inject
    Transactions transactions;

    @Test
    void entriesAndAllocationsAreNeverChanged() {
        UUID member = members.active().id();
        till.earn(member, 10);
        till.spend(member, 5);

        assertRefused("update points_entry set points = points + 1 where member_id = $1", member);
        assertRefused("delete from points_entry where member_id = $1", member);
        assertRefused("update points_allocation set amount = amount - 1 where member_id = $1", member);
        assertRefused("delete from points_allocation where member_id = $1", member);
        assertThatThrownBy(() -> Till.await(
                        () -> pool.query("truncate points_entry cascade").execute()))
                .isInstanceOf(PgException.class)
                .hasMessageContaining("append-only");
        till.requireBalanced(member);
    }

    @Test
    void accountsAndLotsKeepTheirBounds() {
        UUID member = members.active().id();
        till.earn(member, 10);

        assertRefused("update points_account set available = -1 where member_id = $1", member);
        assertRefused("update points_account set debt = 1 where member_id = $1", member);
        assertRefused("update points_lot set remaining = earned + 1 where member_id = $1", member);
        assertRefused("update points_lot set remaining = -1 where member_id = $1", member);
        assertRefused("insert into points_account (member_id) values ($1)", UUID.randomUUID());
    }

    @Test
    void auditFindsATamperedLot() {
        UUID member = members.active().id();
        till.earn(member, 10);
        till.requireBalanced(member);

        change("update points_lot set remaining = remaining - 1 where member_id = $1", member);
        till.audit(member)
                .then()
                .statusCode(200)
                .body("balanced", equalTo(false))
                .body("differences.check", hasItems("AVAILABLE_IS_SUM_OF_LOTS", "LOTS_MATCH_ALLOCATIONS"))
                .body("differences[0].memberId", equalTo(member.toString()))
                .body("differences[0].expected", equalTo(9))
                .body("differences[0].actual", equalTo(10));

        change("update points_lot set remaining = remaining + 1 where member_id = $1", member);
        till.requireBalanced(member);
    }

    @Test
    void auditFindsATamperedAccount() {
        UUID member = members.active().id();
        till.earn(member, 10);

        change("update points_account set available = available + 5 where member_id = $1", member);
        till.audit(member)
                .then()
                .body("balanced", equalTo(false))
                .body("differences.check", hasItems("BALANCE_IS_SUM_OF_ENTRIES", "LAST_ENTRY_IS_BALANCE"));
        change(
                "update points_account set available = available - 5, version = version + 1 where member_id = $1",
                member);
        till.audit(member).then().body("differences.check", hasItems("ENTRIES_FOLLOW_EACH_OTHER"));
        change("update points_account set version = version - 1 where member_id = $1", member);
        till.requireBalanced(member);
    }

    @Test
    void auditFindsAnEntryWhoseKeyIsGone() {
        UUID member = members.active().id();
        UUID entry = till.earn(member, 10);

        change("update business_key set entry_id = member_id where member_id = $1", member);
        till.audit(member).then().body("differences.check", hasItems("ENTRIES_HAVE_THEIR_KEYS"));

        Till.await(() -> pool.preparedQuery("update business_key set entry_id = $2 where member_id = $1")
                .execute(Tuple.of(member, entry)));
        till.requireBalanced(member);
    }

    @Test
    void accountWithoutLotsToCoverItFailsAlone() {
        UUID broken = members.active().id();
        UUID sound = members.active().id();
        till.earn(broken, 10);
        till.earn(sound, 10);
        change("update points_lot set remaining = 0 where member_id = $1", broken);

        till.redeem(till.bill(broken, till.presence(broken), "B-1", 5)).then().statusCode(500);
        till.redeem(till.bill(sound, till.presence(sound), "B-1", 5)).then().statusCode(201);

        change("update points_lot set remaining = earned where member_id = $1", broken);
        till.requireBalanced(broken);
    }

    private void change(String sql, UUID member) {
        assertThat(Till.await(() -> pool.preparedQuery(sql).execute(Tuple.of(member)))
                        .rowCount())
                .isPositive();
    }

    private void assertRefused(String sql, UUID member) {
        assertThatThrownBy(() -> Till.await(() -> transactions.run(
                        connection -> connection.preparedQuery(sql).execute(Tuple.of(member)))))
                .as(sql)
                .isInstanceOf(PgException.class)
                .extracting(failure -> ((PgException) failure).getSqlState())
                .asString()
                .startsWith("23");
    }
}
