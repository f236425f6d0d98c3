package dev.huiyuan.points.writer;

import java.util.Set;
import java.util.UUID;

/**
 * What was booked because its time had come.
 *
 * @param members whose accounts were looked at; their cards are to be dropped after the commit
 * @param entries how many entries were booked
 * @param broken on how many accounts nothing could be booked because they contradict themselves; they stay due
 * @param end the last of them in the order in which they fell due
 */
public record SettledDue(Set<UUID> members, int entries, int broken, DueCursor end) {}
