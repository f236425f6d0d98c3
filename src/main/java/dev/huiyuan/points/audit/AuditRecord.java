package dev.huiyuan.points.audit;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An audit of the whole book as it is kept.
 *
 * @param id the audit, and the plan of its chunks
 * @param startedAt when it was begun
 * @param finishedAt when its last chunk was done, if it was
 * @param members accounts looked at so far
 * @param balance their sum
 * @param keys business keys looked at so far
 * @param totals entries by type so far
 * @param differences how many differences were found so far
 * @param more whether there may be more than were counted
 */
record AuditRecord(
        UUID id,
        Instant startedAt,
        @Nullable Instant finishedAt,
        long members,
        long balance,
        long keys,
        List<AuditTotal> totals,
        long differences,
        boolean more) {}
