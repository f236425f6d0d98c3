package dev.huiyuan.tier;

import dev.huiyuan.member.MemberDirectory;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.paging.Cursor;
import dev.huiyuan.shared.paging.Page;
import dev.huiyuan.shared.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Answers where a member stands and how that came. */
@ApplicationScoped
class TierStatus {
    private final TierReads reads;
    private final TierQueries queries;
    private final TierSettings settings;
    private final MemberDirectory members;
    private final ProgrammeService programme;
    private final Pool pool;

    TierStatus(
            TierReads reads,
            TierQueries queries,
            TierSettings settings,
            MemberDirectory members,
            ProgrammeService programme,
            Pool pool) {
        this.reads = reads;
        this.queries = queries;
        this.settings = settings;
        this.members = members;
        this.programme = programme;
        this.pool = pool;
    }

    /** A member's tier now, with what is due by time whether or not a job has run; problem {@code member-not-found}. */
    Uni<TierResponse> read(UUID memberId) {
        TierSetting setting = settings.now();
        return pool.withConnection(connection -> requireMember(connection, memberId)
                .chain(() -> reads.accounts(connection, List.of(memberId), setting))
                .map(accounts -> settled(Objects.requireNonNull(accounts.get(memberId)), setting))
                .chain(account -> respond(connection, account, setting)));
    }

    private static TierAccount settled(TierAccount account, TierSetting setting) {
        TierRules.settle(account, setting);
        return account;
    }

    private Uni<TierResponse> respond(SqlConnection connection, TierAccount account, TierSetting setting) {
        ZoneId zone = programme.zone();
        TierOutlook.@Nullable Deadline deadline = TierOutlook.deadline(account, setting);
        if (deadline == null) return Uni.createFrom().item(TierResponse.of(account, null, setting, zone));
        return queries.figures(connection, account.memberId, deadline.from(), setting.today())
                .map(counted -> TierOutlook.keep(account, deadline, counted, setting))
                .map(keep -> TierResponse.of(account, keep, setting, zone));
    }

    /** A page of a member's history, latest first; problems {@code member-not-found}, {@code cursor-invalid}. */
    Uni<Page<TierChangeResponse>> history(UUID memberId, @Nullable String cursor, int limit) {
        UUID before = Cursor.decode(cursor);
        ZoneId zone = programme.zone();
        return pool.withConnection(connection -> requireMember(connection, memberId)
                        .chain(() -> queries.history(connection, memberId, before, limit + 1)))
                .map(rows -> Page.of(rows, limit, TierChange::id).map(change -> TierChangeResponse.of(change, zone)));
    }

    private Uni<Void> requireMember(SqlConnection connection, UUID memberId) {
        return members.facts(connection, List.of(memberId))
                .invoke(known -> {
                    if (!known.containsKey(memberId)) throw ProblemCode.MEMBER_NOT_FOUND.with();
                })
                .replaceWithVoid();
    }
}
