package dev.huiyuan.coupon;

import static dev.huiyuan.shared.sql.SqlTypes.instantOrNull;
import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.card.MemberCardPart;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The card's coupons: how many can be used, and when the next one ends. */
@ApplicationScoped
class CouponsCardPart implements MemberCardPart {
    private static final String READ = """
            select member_id,
                count(*) filter (where valid_from <= $2) as usable,
                min(expires_at) filter (where valid_from <= $2) as next_end,
                min(valid_from) filter (where valid_from > $2) as next_start
            from coupon
            where member_id = any($1::uuid[]) and state = 'ISSUED' and expires_at > $2
            group by member_id
            """;

    private final ProgrammeService programme;
    private final Clock clock;

    CouponsCardPart(ProgrammeService programme, Clock clock) {
        this.programme = programme;
        this.clock = clock;
    }

    /**
     * The part.
     *
     * @param usable how many can be used now
     * @param nextExpiresAt when the first of them ends
     */
    @RegisterForReflection
    record Summary(
            @Schema(minimum = "0", maximum = "9007199254740991", examples = "2")
            long usable,

            @Nullable OffsetDateTime nextExpiresAt) {}

    @Override
    public String name() {
        return "coupons";
    }

    @Override
    public Uni<Map<UUID, Part>> read(SqlConnection connection, Collection<UUID> memberIds) {
        return connection
                .preparedQuery(READ)
                .execute(Tuple.of(memberIds.toArray(UUID[]::new), timestamp(clock.instant())))
                .map(rows -> {
                    Map<UUID, Part> parts = new HashMap<>();
                    memberIds.forEach(member -> parts.put(member, new Part(new Summary(0, null), null)));
                    rows.forEach(row -> parts.put(row.getUUID("member_id"), part(row)));
                    return parts;
                });
    }

    private Part part(Row row) {
        @Nullable Instant end = instantOrNull(row, "next_end");
        @Nullable Instant start = instantOrNull(row, "next_start");
        OffsetDateTime nextExpiresAt = end == null ? null : CouponDates.local(end, programme.zone());
        return new Part(new Summary(row.getLong("usable"), nextExpiresAt), earlier(end, start));
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) return one == null ? other : one;
        return one.isBefore(other) ? one : other;
    }
}
