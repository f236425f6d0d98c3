package dev.huiyuan.points.correction;

import dev.huiyuan.member.MemberDirectory;
import dev.huiyuan.points.PointsLedger;
import dev.huiyuan.points.core.BusinessKey;
import dev.huiyuan.points.core.Command;
import dev.huiyuan.points.core.EntryType;
import dev.huiyuan.points.core.LedgerEntry;
import dev.huiyuan.points.writer.LedgerTransaction;
import dev.huiyuan.points.writer.Submission;
import dev.huiyuan.shared.approval.Approval;
import dev.huiyuan.shared.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Books corrections in the caller's transaction. */
@ApplicationScoped
class CorrectionBooking {
    private static final String APPROVAL_SOURCE = "approval";
    private static final String MEMBER_ID = "memberId";

    private final LedgerTransaction ledger;
    private final PointsLedger accounts;
    private final MemberDirectory members;

    CorrectionBooking(LedgerTransaction ledger, PointsLedger accounts, MemberDirectory members) {
        this.ledger = ledger;
        this.accounts = accounts;
        this.members = members;
    }

    /** What an approval books happens once, whoever applies it. */
    static BusinessKey key(Approval approval, EntryType kind) {
        return new BusinessKey(APPROVAL_SOURCE, approval.id().toString(), kind);
    }

    /** What the approver gets to see of it. */
    static Map<String, Object> result(LedgerEntry entry) {
        return Map.of("entryId", entry.id(), MEMBER_ID, entry.memberId(), "points", entry.points());
    }

    /** Problem {@code member-not-found} unless all of them are known. */
    Uni<Void> requireMembers(SqlConnection connection, Collection<UUID> memberIds) {
        return members.facts(connection, memberIds)
                .invoke(known -> {
                    if (!known.keySet().containsAll(memberIds)) throw ProblemCode.MEMBER_NOT_FOUND.with();
                })
                .replaceWithVoid();
    }

    /** Books a command; problem {@code member-not-found}, and whatever the ledger's rules refuse. */
    Uni<LedgerEntry> book(SqlConnection connection, Command command) {
        List<UUID> touched = command.accountIds().stream().sorted().toList();
        Uni<Void> opened = requireMembers(connection, touched);
        for (UUID memberId : touched) opened = opened.chain(() -> accounts.open(connection, memberId));
        return opened.chain(() -> ledger.within(connection, new Submission(command, null, null, null)))
                .map(booked -> booked.entry());
    }

    /** Makes what an approval did visible, also where it followed a merge to another account. */
    void afterCommit(Approval approval) {
        JsonObject result = new JsonObject(Objects.requireNonNull(approval.result()));
        afterCommit(List.of(UUID.fromString(result.getString(MEMBER_ID)), approval.memberId()));
    }

    /** Makes committed corrections visible. */
    void afterCommit(Collection<UUID> memberIds) {
        accounts.afterCommit(memberIds);
    }
}
