package dev.huiyuan.points.core;

import java.util.Comparator;

/**
 * What makes a booking happen once, for ever.
 *
 * @param source a store, a partner, an import, or the capability that books
 * @param ref the source's own reference
 * @param kind what is booked
 */
public record BusinessKey(String source, String ref, EntryType kind) {
    /** The order in which keys are locked, everywhere. */
    public static final Comparator<BusinessKey> LOCK_ORDER = Comparator.comparing(BusinessKey::source)
            .thenComparing(BusinessKey::ref)
            .thenComparing(key -> key.kind().name());
}
