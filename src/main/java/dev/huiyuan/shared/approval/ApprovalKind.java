package dev.huiyuan.shared.approval;

import dev.huiyuan.shared.caller.Caller;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;
import java.util.Set;

/** What can be asked of a second person, and what happens then. The queue collects all beans of this type. */
public interface ApprovalKind {
    /** Its name, such as {@code points-claim}: lower-case letters and hyphens. */
    String name();

    /** The roles that may decide, of the approval's store where it has one. */
    Set<String> deciders();

    /**
     * Does what was asked for, in the transaction of the decision.
     *
     * @param connection the deciding transaction's; the approval's row is locked
     * @param approval what was asked for
     * @param approver who agreed
     * @return what came of it, a record or map of ids and figures that is written as JSON; a failure undoes the
     *     decision and leaves the approval open, a problem is answered to the approver
     */
    Uni<?> apply(SqlConnection connection, Approval approval, Caller approver);

    /** Does what a rejection means, in the transaction of the decision; nothing, if not implemented. */
    default Uni<Void> reject(SqlConnection connection, Approval approval) {
        return Uni.createFrom().voidItem();
    }

    /** Does what it means that nobody decided in time, in the transaction that says so; nothing, if not implemented. */
    default Uni<Void> expire(SqlConnection connection, List<Approval> approvals) {
        return Uni.createFrom().voidItem();
    }

    /** Makes the effect visible once it is committed, such as removing member cards; nothing, if not implemented. */
    default void afterCommit(Approval approval) {}
}
