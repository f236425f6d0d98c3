package dev.huiyuan.shared.ledger;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;
import java.util.UUID;

/**
 * What a capability above points keeps along with the ledger's entries, compared with them whenever the ledger is
 * audited. The audit collects all beans of this type.
 */
public interface LedgerCheck {
    /**
     * Two figures of a member that should be equal and are not.
     *
     * @param memberId whose
     * @param check which rule is broken, such as {@code TIER_SPEND_IS_SUM_OF_ORDERS}
     * @param expected the figure that the entries ask for
     * @param actual the figure that is there
     */
    record Difference(UUID memberId, String check, long expected, long actual) {}

    /**
     * Compares the members of a range. Each statement is set-based and sees its members at one instant, so that the
     * ledger can go on meanwhile.
     *
     * @param connection the audit's connection, in the range's transaction
     * @param after the id after which the range begins
     * @param upTo the last id of it
     * @param limit how many differences are wanted at most
     */
    Uni<List<Difference>> check(SqlConnection connection, UUID after, UUID upTo, int limit);
}
