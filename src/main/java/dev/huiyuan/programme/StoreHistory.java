package dev.huiyuan.programme;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A store at all times that are known, without what was withdrawn.
 *
 * @param states what it is from which time on, latest first
 */
record StoreHistory(List<From> states) {
    /** What a store is from an instant on. */
    record From(Instant effectiveFrom, Store store) {}

    /** The store at an instant; empty before its first version. */
    Optional<Store> at(Instant instant) {
        return states.stream()
                .filter(state -> !state.effectiveFrom.isAfter(instant))
                .map(From::store)
                .findFirst();
    }
}
