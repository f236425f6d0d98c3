package dev.huiyuan.identity.staff;

import dev.huiyuan.shared.crypto.PersonalDataCipher;
import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.paging.Cursor;
import dev.huiyuan.shared.paging.Page;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.version.Versions;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** Reads and writes staff, with passwords hashed already: hashing is slow, and no transaction waits for it. */
@ApplicationScoped
class StaffRecordService {
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String FOREIGN_KEY_VIOLATION = "23503";

    private final StaffRepository repository;
    private final PersonalDataCipher cipher;
    private final Clock clock;
    private final Ids ids;

    StaffRecordService(StaffRepository repository, PersonalDataCipher cipher, Clock clock, Ids ids) {
        this.repository = repository;
        this.cipher = cipher;
        this.clock = clock;
        this.ids = ids;
    }

    @WithSession
    Uni<Page<StaffResponse>> list(@Nullable String cursor, int limit) {
        return repository
                .before(Cursor.decode(cursor), limit + 1)
                .map(rows -> Page.of(rows, limit, staff -> staff.id).map(this::response));
    }

    @WithSession
    Uni<StaffResponse> read(UUID id) {
        return require(id).map(this::response);
    }

    @WithSession
    Uni<Boolean> isTaken(String userName) {
        return repository.count("userName", userName).map(count -> count > 0);
    }

    @WithTransaction
    Uni<StaffResponse> create(String userName, StaffRequest request, String passwordHash) {
        StaffEntity staff = new StaffEntity();
        staff.id = ids.next();
        staff.userName = userName;
        staff.createdAt = clock.instant();
        staff.passwordHash = passwordHash;
        take(staff, request);
        return repository
                .persistAndFlush(staff)
                .map(this::response)
                .onFailure(ConstraintViolationException.class)
                .transform(StaffRecordService::refusal);
    }

    /**
     * @param version the version that the change is based on
     * @param passwordHash of a new password, if there is one
     */
    @WithTransaction
    Uni<StaffResponse> replace(UUID id, int version, StaffRequest request, @Nullable String passwordHash) {
        return require(id)
                .invoke(staff -> Versions.compare(version, staff.version))
                .invoke(staff -> take(staff, request))
                .invoke(staff -> {
                    if (passwordHash != null) staff.passwordHash = passwordHash;
                })
                .call(repository::flush)
                .call(staff -> passwordHash != null || !staff.active
                        ? repository.endSessions(id)
                        : Uni.createFrom().item(0))
                .map(this::response)
                .onFailure(ConstraintViolationException.class)
                .transform(StaffRecordService::refusal);
    }

    private Uni<StaffEntity> require(UUID id) {
        return repository.findById(id).onItem().ifNull().failWith(ProblemCode.NOT_FOUND::with);
    }

    private void take(StaffEntity staff, StaffRequest request) {
        staff.displayName = cipher.encrypt(request.displayName(), place(staff.id));
        staff.role = request.role();
        staff.storeIds.retainAll(request.storeIds());
        staff.storeIds.addAll(request.storeIds());
        staff.allStores = request.allStores();
        staff.active = request.active();
    }

    private StaffResponse response(StaffEntity staff) {
        return new StaffResponse(
                staff.id,
                staff.userName,
                cipher.decrypt(staff.displayName, place(staff.id)),
                staff.role,
                Set.copyOf(staff.storeIds),
                staff.allStores,
                staff.active,
                staff.version);
    }

    private static String place(UUID id) {
        return "identity_staff.display_name:" + id;
    }

    private static Throwable refusal(Throwable failure) {
        return switch (((ConstraintViolationException) failure).getSQLState()) {
            case UNIQUE_VIOLATION -> ProblemCode.USER_NAME_TAKEN.with();
            case FOREIGN_KEY_VIOLATION -> ProblemCode.STORE_UNKNOWN.with();
            default -> failure;
        };
    }
}
