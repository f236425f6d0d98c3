package dev.huiyuan.reward;

import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.json.Json;
import dev.huiyuan.shared.outbox.Outbox;
import dev.huiyuan.shared.outbox.OutboxEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Tells others what became of redemptions. */
@ApplicationScoped
class RedemptionEvents {
    private final Outbox outbox;
    private final Json json;
    private final Ids ids;

    RedemptionEvents(Outbox outbox, Json json, Ids ids) {
        this.outbox = outbox;
        this.json = json;
        this.ids = ids;
    }

    /** The member has it. */
    Uni<Void> redeemed(SqlConnection connection, Redemption redemption, Instant at) {
        RewardRedeemedEvent event = new RewardRedeemedEvent(
                redemption.id(),
                redemption.memberId(),
                redemption.item().code(),
                redemption.item().points(),
                redemption.given().couponId(),
                at);
        return outbox.append(
                connection,
                List.of(new OutboxEvent(
                        ids.next(), RewardRedeemedEvent.TOPIC, redemption.memberId(), json.text(event), at)));
    }

    /** It is somewhere else now. */
    Uni<Void> changed(SqlConnection connection, Redemption redemption, RedemptionState state, Instant at) {
        return outbox.append(connection, List.of(changed(redemption.memberId(), redemption.id(), state, at)));
    }

    /** Their time is over. */
    Uni<Void> expired(SqlConnection connection, List<RedemptionExpiry.Ended> ended) {
        if (ended.isEmpty()) return Uni.createFrom().voidItem();
        return outbox.append(
                connection,
                ended.stream()
                        .map(one -> changed(one.memberId(), one.redemptionId(), RedemptionState.EXPIRED, one.at()))
                        .toList());
    }

    private OutboxEvent changed(UUID memberId, UUID redemptionId, RedemptionState state, Instant at) {
        RedemptionChangedEvent event = new RedemptionChangedEvent(redemptionId, memberId, state.name(), at);
        return new OutboxEvent(ids.next(), RedemptionChangedEvent.TOPIC, memberId, json.text(event), at);
    }
}
