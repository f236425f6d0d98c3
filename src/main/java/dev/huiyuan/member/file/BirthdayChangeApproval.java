package dev.huiyuan.member.file;

import dev.huiyuan.member.MemberCards;
import dev.huiyuan.member.MemberEvents;
import dev.huiyuan.shared.approval.Approval;
import dev.huiyuan.shared.approval.ApprovalKind;
import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.caller.Role;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Changes a birthday once somebody of the service has agreed. What was granted stays granted. */
@ApplicationScoped
class BirthdayChangeApproval implements ApprovalKind {
    static final String KIND = "member-birthday";

    private final BirthdayChanges changes;
    private final MemberFile file;
    private final MemberEvents events;
    private final MemberCards cards;

    BirthdayChangeApproval(BirthdayChanges changes, MemberFile file, MemberEvents events, MemberCards cards) {
        this.changes = changes;
        this.file = file;
        this.events = events;
        this.cards = cards;
    }

    @Override
    public String name() {
        return KIND;
    }

    @Override
    public Set<String> deciders() {
        return Set.of(Role.SERVICE, Role.ADMIN);
    }

    @Override
    public Uni<?> apply(SqlConnection connection, Approval approval, Caller approver) {
        return changes.read(connection, approval.id())
                .chain(birthday -> file.lock(connection, approval.memberId())
                        .chain(entry -> file.write(connection, entry.withProfile(entry.name(), birthday))))
                .chain(() -> events.append(connection, approval.memberId(), MemberEvents.PROFILE_CHANGED))
                .map(done -> Map.of("memberId", approval.memberId()));
    }

    @Override
    public void afterCommit(Approval approval) {
        cards.invalidate(List.of(approval.memberId()));
    }
}
