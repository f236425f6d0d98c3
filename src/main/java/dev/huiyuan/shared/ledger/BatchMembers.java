package dev.huiyuan.shared.ledger;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * Whom a ledger batch is about. Their accounts are locked.
 *
 * @param now the batch's time
 * @param spending members with commands that may move what their orders have spent: orders, refunds, merges
 * @param parting members whose accounts may part from the one that they were merged into; they are spending as well
 */
public record BatchMembers(Instant now, Set<UUID> spending, Set<UUID> parting) {
    public BatchMembers {
        spending = Set.copyOf(spending);
        parting = Set.copyOf(parting);
    }
}
