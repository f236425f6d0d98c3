/**
 * One queue for whatever needs a second person. A capability opens an approval in its own transaction and implements
 * {@link dev.huiyuan.shared.approval.ApprovalKind}: what is approved takes effect in the transaction of the decision, so
 * that both commit together or neither does.
 *
 * <p>Invariants: nobody decides the own request; each approval is decided once; what its own rules refuse at the time
 * of the decision stays open. Table: {@code approval}. Events out: {@code approval.requested.v1},
 * {@code approval.decided.v1}, {@code approval.expired.v1}.
 */
@NullMarked
package dev.huiyuan.shared.approval;

import org.jspecify.annotations.NullMarked;
