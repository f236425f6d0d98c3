package dev.huiyuan.points;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Spent or captured points that another capability gives back within its own transaction.
 *
 * @param memberId whose points, as they were spent; a merge since is followed
 * @param entryId the entry with which they were spent or captured
 * @param points how many; null for all that are not back yet
 * @param reasonCode why: {@code [A-Z_]{2,40}}
 * @param source who gives them back, such as {@code reward}
 * @param ref for what, once for an entry
 */
public record ReturnPoints(
        UUID memberId, UUID entryId, @Nullable Long points, String reasonCode, String source, String ref) {}
