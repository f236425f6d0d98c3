package dev.huiyuan.shared.caller;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The authenticated caller.
 *
 * @param kind which audience the caller's token was issued for
 * @param id the member, staff member or partner credential
 * @param role one of {@link Role}
 * @param storeIds the stores that the caller may act for; empty with {@code allStores} false means none
 * @param allStores whether the caller may act for every store
 * @param terminal the till or device that the staff member signed in at, if any
 */
public record Caller(
        Kind kind,
        UUID id,
        String role,
        Set<UUID> storeIds,
        boolean allStores,
        @Nullable String terminal) {
    /** The audiences. */
    public enum Kind {
        MEMBER,
        STAFF,
        PARTNER,
        REGISTRATION;

        /** The audience as it stands in a token's {@code aud}. */
        public String audience() {
            return switch (this) {
                case MEMBER -> "member";
                case STAFF -> "staff";
                case PARTNER -> "partner";
                case REGISTRATION -> "registration";
            };
        }
    }

    public Caller {
        storeIds = Set.copyOf(storeIds);
    }

    /** Whether the caller may act for a store. */
    public boolean mayActFor(UUID storeId) {
        return allStores || storeIds.contains(storeId);
    }

    /** How the caller stands in the log, wherever somebody did something: {@code staff:<id>}, {@code member:<id>}. */
    public String actor() {
        return kind.audience() + ":" + id;
    }

    /**
     * The scope of the caller's idempotency keys: the member, the partner, or the staff terminal (not the clerk, so
     * that a colleague at the same till can repeat what went wrong).
     */
    public String idempotencyScope() {
        return kind == Kind.STAFF && terminal != null ? "terminal:" + terminal : actor();
    }

    /**
     * What a presence is bound to: the terminal that the caller signed in at, or else the caller. Opening and use of
     * a presence both go by this.
     */
    public String presenceTerminal() {
        return terminal != null ? terminal : actor();
    }
}
