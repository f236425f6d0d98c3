package dev.huiyuan.member.file;

import static dev.huiyuan.shared.sql.SqlTypes.instant;
import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.member.Birthday;
import dev.huiyuan.member.MemberDirectory;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.approval.Approval;
import dev.huiyuan.shared.approval.ApprovalState;
import dev.huiyuan.shared.approval.Approvals;
import dev.huiyuan.shared.approval.NewApproval;
import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.paging.Cursor;
import dev.huiyuan.shared.paging.Page;
import dev.huiyuan.shared.problem.ProblemCode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Birthdays that members ask to have changed. */
@ApplicationScoped
class BirthdayChanges {
    private static final String INSERT = """
            insert into member_birthday_change (approval_id, member_id, birthday_lunar, birthday_month, birthday_day,
                birthday_leap, birthday_year, requested_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            """;
    private static final String COLUMNS =
            "c.approval_id, c.birthday_lunar, c.birthday_month, c.birthday_day, c.birthday_leap, c.birthday_year, c.requested_at";
    private static final String READ = "select " + COLUMNS + " from member_birthday_change c where c.approval_id = $1";
    private static final String LIST = "select " + COLUMNS + """
            , a.state from member_birthday_change c join approval a on a.id = c.approval_id
            where c.member_id = $1 and c.approval_id < $2 order by c.approval_id desc limit $3
            """;

    private final Approvals approvals;
    private final MemberFile file;
    private final ProfileService profiles;
    private final ProgrammeService programme;
    private final Pool pool;

    BirthdayChanges(
            Approvals approvals, MemberFile file, ProfileService profiles, ProgrammeService programme, Pool pool) {
        this.approvals = approvals;
        this.file = file;
        this.profiles = profiles;
        this.programme = programme;
        this.pool = pool;
    }

    /**
     * What the approval says.
     *
     * @param change what is to be changed
     */
    @RegisterForReflection
    record Payload(String change) {}

    /** Asks for a birthday; problems {@code member-not-found}, {@code member-closed}, {@code under-age}. */
    Uni<ChangeRequestResponse> ask(SqlConnection connection, Caller member, Birthday birthday) {
        profiles.requireOldEnough(birthday);
        NewApproval asked = new NewApproval(
                BirthdayChangeApproval.KIND, member.id(), null, member.actor(), new Payload("birthday"));
        return file.lock(connection, member.id())
                .chain(() -> approvals.open(connection, asked))
                .call(approval -> connection.preparedQuery(INSERT).execute(row(approval, birthday)))
                .map(approval -> new ChangeRequestResponse(
                        approval.id(),
                        birthday,
                        approval.state(),
                        approval.requestedAt().atZone(programme.zone()).toOffsetDateTime()));
    }

    private static Tuple row(Approval approval, Birthday birthday) {
        return Tuple.from(Arrays.asList(
                approval.id(),
                approval.memberId(),
                birthday.byMoon(),
                (short) birthday.month(),
                (short) birthday.day(),
                birthday.leapMonth() != null,
                birthday.year() == null ? null : birthday.year().shortValue(),
                timestamp(approval.requestedAt())));
    }

    /** The birthday that an approval is about. */
    Uni<Birthday> read(SqlConnection connection, UUID approvalId) {
        return connection.preparedQuery(READ).execute(Tuple.of(approvalId)).map(rows -> {
            for (Row row : rows) return birthday(row);
            throw ProblemCode.APPROVAL_NOT_FOUND.with();
        });
    }

    /** A member's requests, latest first. */
    Uni<Page<ChangeRequestResponse>> list(UUID memberId, @Nullable String cursor, int limit) {
        return pool.preparedQuery(LIST)
                .execute(Tuple.of(memberId, Cursor.decode(cursor), limit + 1))
                .map(rows ->
                        Page.of(rows.stream().map(this::response).toList(), limit, ChangeRequestResponse::approvalId));
    }

    private ChangeRequestResponse response(Row row) {
        return new ChangeRequestResponse(
                row.getUUID("approval_id"),
                birthday(row),
                ApprovalState.valueOf(row.getString("state")),
                instant(row, "requested_at").atZone(programme.zone()).toOffsetDateTime());
    }

    private static Birthday birthday(Row row) {
        return Objects.requireNonNull(MemberDirectory.birthday(row), "the column is not null");
    }
}
