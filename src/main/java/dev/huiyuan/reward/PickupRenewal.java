package dev.huiyuan.reward;

import dev.huiyuan.shared.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** New pick-up codes for members who have lost theirs: none can be shown again, as only a hash is kept. */
@ApplicationScoped
class PickupRenewal {
    private final RedemptionTable redemptions;
    private final RedemptionViews views;
    private final PickupCodes codes;
    private final Clock clock;

    PickupRenewal(RedemptionTable redemptions, RedemptionViews views, PickupCodes codes, Clock clock) {
        this.redemptions = redemptions;
        this.views = views;
        this.codes = codes;
        this.clock = clock;
    }

    /** Gives a new code; problems {@code redemption-not-found}, {@code redemption-closed}. */
    Uni<RewardRedemption> renew(SqlConnection connection, UUID memberId, UUID id) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        String code = codes.next();
        return redemptions
                .lock(connection, id)
                .map(found -> found.orElseThrow(ProblemCode.REDEMPTION_NOT_FOUND::with))
                .call(known -> redemptions.requireOf(connection, memberId, known))
                .call(known -> redemptions
                        .renewPickup(connection, known, codes.hash(id, code), now)
                        .invoke(done -> {
                            if (!done) throw ProblemCode.REDEMPTION_CLOSED.with(known.stateAt(now));
                        }))
                .map(known -> views.reserved(known, code));
    }
}
