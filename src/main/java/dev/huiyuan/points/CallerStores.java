package dev.huiyuan.points;

import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.programme.Store;
import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which stores a caller acts for. */
@ApplicationScoped
class CallerStores {
    private final ProgrammeService programme;

    CallerStores(ProgrammeService programme) {
        this.programme = programme;
    }

    /** The store that a caller names, or its only one; problem {@code store-not-allowed} for one that is not its own. */
    static UUID own(Caller caller, @Nullable UUID storeId) {
        UUID store = storeId == null ? only(caller) : storeId;
        require(caller, store);
        return store;
    }

    private static UUID only(Caller caller) {
        if (caller.storeIds().size() == 1) return caller.storeIds().iterator().next();
        throw ProblemException.ofField("/storeId", "required", "name the store");
    }

    /** Problem {@code store-not-allowed} for a store that is not the caller's own; an entry may have none. */
    static void require(Caller caller, @Nullable UUID storeId) {
        if (storeId != null && !caller.mayActFor(storeId)) throw ProblemCode.STORE_NOT_ALLOWED.with();
    }

    /**
     * A refusal of what happened in a store that took no orders then; it holds unless the same request was answered before.
     */
    @Nullable
    ProblemException refusalOf(UUID storeId, Instant at) {
        return programme.store(storeId, at).filter(Store::open).isPresent() ? null : ProblemCode.STORE_UNKNOWN.with();
    }
}
