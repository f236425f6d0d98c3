package dev.huiyuan.member;

import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.outbox.Outbox;
import dev.huiyuan.shared.outbox.OutboxEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** Writes the events of this capability. They say whom and what, never the new value. */
@ApplicationScoped
public class MemberEvents {
    public static final String REGISTERED = "member.registered.v1";
    public static final String CONFIRMED = "member.confirmed.v1";
    public static final String BOUND = "member.bound.v1";
    public static final String PROFILE_CHANGED = "member.profile-changed.v1";
    public static final String PROGRAMMES_CHANGED = "member.programmes-changed.v1";
    public static final String PREFERENCES_CHANGED = "member.preferences-changed.v1";
    public static final String NOTE_ADDED = "member.note-added.v1";

    private final Outbox outbox;
    private final Ids ids;
    private final Clock clock;

    MemberEvents(Outbox outbox, Ids ids, Clock clock) {
        this.outbox = outbox;
        this.ids = ids;
        this.clock = clock;
    }

    /** Writes an event in the transaction of its cause. */
    public Uni<Void> append(SqlConnection connection, UUID memberId, String topic) {
        return outbox.append(connection, List.of(new OutboxEvent(ids.next(), topic, memberId, "{}", clock.instant())));
    }
}
