package dev.huiyuan.identity.staff;

import dev.huiyuan.identity.PasswordHashes;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.paging.Page;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Administers staff. */
@ApplicationScoped
public class StaffService {
    private final StaffRecordService records;
    private final PasswordHashes passwords;

    StaffService(StaffRecordService records, PasswordHashes passwords) {
        this.records = records;
        this.passwords = passwords;
    }

    Uni<Page<StaffResponse>> list(@Nullable String cursor, int limit) {
        return records.list(cursor, limit);
    }

    Uni<StaffResponse> read(UUID id) {
        return records.read(id);
    }

    /**
     * A new staff member.
     *
     * @return problems {@code user-name-taken}, {@code store-unknown}, {@code validation-failed}
     */
    public Uni<StaffResponse> create(NewStaffRequest request) {
        StaffRequest staff = request.staff();
        check(staff);
        return passwords.hash(request.password()).chain(hash -> records.create(request.userName(), staff, hash));
    }

    /** A new staff member, unless the user name is taken already. */
    public Uni<Void> createIfAbsent(NewStaffRequest request) {
        return records.isTaken(request.userName())
                .chain(taken ->
                        taken ? Uni.createFrom().voidItem() : create(request).replaceWithVoid());
    }

    /** @param administratorId who edits: nobody takes the last administrator away by taking themselves away */
    Uni<StaffResponse> replace(UUID administratorId, UUID id, int version, StaffRequest request) {
        check(request);
        if (administratorId.equals(id) && !(request.active() && request.role().equals(Role.ADMIN))) {
            throw ProblemCode.OWN_ACCOUNT.with();
        }
        @Nullable String password = request.password();
        return password == null
                ? records.replace(id, version, request, null)
                : passwords.hash(password).chain(hash -> records.replace(id, version, request, hash));
    }

    private static void check(StaffRequest request) {
        if (!request.storesFitRole()) {
            throw ProblemException.ofField("/storeIds", "role", "the stores do not fit the role");
        }
        @Nullable String password = request.password();
        if (password != null && password.getBytes(StandardCharsets.UTF_8).length > PasswordHashes.MAX_PASSWORD_BYTES) {
            throw ProblemException.ofField("/password", "out-of-range", "the password is too long");
        }
    }
}
