package dev.huiyuan.identity;

import dev.huiyuan.shared.caller.Caller;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A staff member as sign-in needs one.
 *
 * @param passwordHash bcrypt in modular crypt format
 * @param displayName what colleagues see
 * @param storeIds the own stores
 */
record StaffAccount(
        UUID id,
        String passwordHash,
        String displayName,
        String role,
        Set<UUID> storeIds,
        boolean allStores,
        boolean active) {
    boolean mayWorkAt(UUID storeId) {
        return allStores || storeIds.contains(storeId);
    }

    Caller caller(@Nullable String terminal) {
        return new Caller(Caller.Kind.STAFF, id, role, storeIds, allStores, terminal);
    }
}
