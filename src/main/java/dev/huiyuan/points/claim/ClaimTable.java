package dev.huiyuan.points.claim;

import static dev.huiyuan.shared.sql.SqlTypes.instant;
import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.points.OrderReference;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table of claims, and how many a member made on a day. */
@ApplicationScoped
class ClaimTable {
    private static final String COUNT = """
            insert into points_claim_day as d (member_id, day, used) values ($1, $2, 1)
            on conflict (member_id, day) do update set used = d.used + 1 where d.used < $3
            """;
    private static final String COLUMNS = """
            member_id, id, store_id, order_ref, business_date, amount_fen, occurred_at, claimed_at, state, approval_id,
            entry_id
            """;
    private static final String WAITING = "select " + COLUMNS + """
            from points_claim where member_id = $1 and store_id = $2 and ref = $3 and amount_fen = $4
                and occurred_at = $5 and state = 'IN_REVIEW'
            """;
    private static final String INSERT = """
            insert into points_claim (member_id, id, store_id, ref, order_ref, business_date, amount_fen, occurred_at,
                claimed_at, state, approval_id, entry_id)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            """;
    private static final String CREDIT = """
            update points_claim set state = 'CREDITED', entry_id = $3
            where member_id = $1 and id = $2 and state = 'IN_REVIEW'
            """;
    private static final String CLOSE =
            "update points_claim set state = $2 where approval_id = any($1) and state = 'IN_REVIEW'";
    private static final String PAGE =
            "select " + COLUMNS + " from points_claim where member_id = $1 and id < $2 order by id desc limit $3";

    /** Counts a claim of a day; false when there were as many as may be. One member's claims wait for each other here. */
    Uni<Boolean> count(SqlConnection connection, UUID memberId, LocalDate day, int limit) {
        return connection
                .preparedQuery(COUNT)
                .execute(Tuple.of(memberId, day, limit))
                .map(rows -> rows.rowCount() == 1);
    }

    /** The same claim where it waits for staff already. */
    Uni<Optional<Claim>> waiting(SqlConnection connection, Claim claim) {
        return connection
                .preparedQuery(WAITING)
                .execute(Tuple.of(
                        claim.memberId(),
                        claim.reference().storeId(),
                        claim.reference().ref(),
                        claim.amountFen(),
                        timestamp(claim.occurredAt())))
                .map(rows -> rows.stream().map(ClaimTable::claim).findFirst());
    }

    Uni<Void> insert(SqlConnection connection, Claim claim) {
        OrderReference reference = claim.reference();
        return connection
                .preparedQuery(INSERT)
                .execute(Tuple.from(Arrays.asList(
                        claim.memberId(),
                        claim.id(),
                        reference.storeId(),
                        reference.ref(),
                        reference.orderRef(),
                        reference.businessDate(),
                        claim.amountFen(),
                        timestamp(claim.occurredAt()),
                        timestamp(claim.claimedAt()),
                        claim.state().name(),
                        claim.approvalId(),
                        claim.entryId())))
                .replaceWithVoid();
    }

    /** Marks a claim that staff approved as credited. */
    Uni<Void> credit(SqlConnection connection, UUID memberId, UUID claimId, UUID entryId) {
        return connection
                .preparedQuery(CREDIT)
                .execute(Tuple.of(memberId, claimId, entryId))
                .invoke(rows -> {
                    if (rows.rowCount() != 1) throw new IllegalStateException("claim " + claimId + " does not wait");
                })
                .replaceWithVoid();
    }

    /** Ends claims whose approvals ended. */
    Uni<Void> close(SqlConnection connection, Collection<UUID> approvalIds, ClaimState state) {
        return connection
                .preparedQuery(CLOSE)
                .execute(Tuple.of(approvalIds.toArray(UUID[]::new), state.name()))
                .replaceWithVoid();
    }

    /** A member's claims before an id, newest first. */
    Uni<List<Claim>> page(SqlClient client, UUID memberId, UUID before, int limit) {
        return client.preparedQuery(PAGE)
                .execute(Tuple.of(memberId, before, limit))
                .map(rows -> rows.stream().map(ClaimTable::claim).toList());
    }

    private static Claim claim(Row row) {
        return new Claim(
                row.getUUID("id"),
                row.getUUID("member_id"),
                new OrderReference(
                        row.getUUID("store_id"), row.getString("order_ref"), row.getLocalDate("business_date")),
                row.getLong("amount_fen"),
                instant(row, "occurred_at"),
                instant(row, "claimed_at"),
                ClaimState.valueOf(row.getString("state")),
                row.getUUID("approval_id"),
                row.getUUID("entry_id"));
    }
}
