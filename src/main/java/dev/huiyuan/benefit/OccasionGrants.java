package dev.huiyuan.benefit;

import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.coupon.CouponGift;
import dev.huiyuan.coupon.CouponGifts;
import dev.huiyuan.coupon.CouponSource;
import dev.huiyuan.coupon.GiftDays;
import dev.huiyuan.programme.Programme;
import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.job.Chunk;
import dev.huiyuan.shared.json.Json;
import dev.huiyuan.shared.outbox.Outbox;
import dev.huiyuan.shared.outbox.OutboxEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** Grants the coupon of an occasion to a range of members. */
@ApplicationScoped
class OccasionGrants {
    static final String BENEFIT = "occasion:";

    /** Members are locked in the order of their ids, as by the other jobs. */
    private static final String DUE = """
            select m.id from member m join tier_standing t on t.member_id = m.id
            where m.id > $1 and m.id <= $2 and m.state = 'ACTIVE'
                and (m.offers_joined_at at time zone $3::text)::date <= $4
                and (cardinality($5::text[]) = 0 or t.tier_code = any($5::text[]))
                and not exists (select from benefit_alias a where a.member_id = m.id)
                and not exists (select from benefit_occasion_grant g
                    where g.member_id = m.id and g.occasion_code = $6 and g.starts_on = any($7::date[]))
                -- What somebody got before a merge they have got.
                and (not exists (select from benefit_alias a where a.into_id = m.id) or not exists (
                    with recursive person (id) as (
                        select a.member_id from benefit_alias a where a.into_id = m.id
                        union select a.member_id from benefit_alias a join person p on a.into_id = p.id)
                    select from person p join benefit_occasion_grant g on g.member_id = p.id
                    where g.occasion_code = $6 and g.starts_on = any($7::date[])))
            order by m.id for no key update of m
            """;

    private static final String STORE = """
            insert into benefit_occasion_grant
                (member_id, occasion_code, starts_on, granted_on, granted_at, rule_version, coupon_id)
            select n.member_id, $3, $4, $5, $6, $7, n.coupon_id
            from unnest($1::uuid[], $2::uuid[]) as n (member_id, coupon_id)
            where not exists (select from benefit_alias a where a.member_id = n.member_id)
            on conflict do nothing returning member_id, coupon_id
            """;
    private static final String TAKE_BACK = """
            delete from benefit_occasion_grant
            where member_id = any($1) and occasion_code = $2 and starts_on = $3
            """;
    private static final String NAME_COUPONS = """
            update benefit_occasion_grant g set coupon_id = c.id
            from unnest($1::uuid[], $2::uuid[]) as c (member_id, id)
            where g.member_id = c.member_id and g.occasion_code = $3 and g.starts_on = $4 and g.coupon_id <> c.id
            """;

    private final CouponGifts coupons;
    private final Outbox outbox;
    private final Json json;
    private final Ids ids;
    private final Clock clock;

    OccasionGrants(CouponGifts coupons, Outbox outbox, Json json, Ids ids, Clock clock) {
        this.coupons = coupons;
        this.outbox = outbox;
        this.json = json;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * An occasion's coupon for a run of days.
     *
     * @param start the first of the days; once the celebration is known, what identifies it
     * @param days all of them, earliest first
     * @param celebrations what identifies the celebrations that had some of these days when they granted: whoever got
     *     something for one of them has got it
     * @param last the last of them so far: who joins later gets nothing
     * @param today the day that the run is for
     */
    record Gift(
            Programme.Occasion occasion,
            String templateCode,
            LocalDate start,
            List<LocalDate> days,
            List<LocalDate> celebrations,
            LocalDate last,
            LocalDate today,
            int ruleVersion,
            ZoneId zone) {
        String code() {
            return occasion.code();
        }

        /** The same, as a part of celebrations. */
        Gift of(List<LocalDate> known) {
            return new Gift(occasion, templateCode, known.getFirst(), days, known, last, today, ruleVersion, zone);
        }
    }

    /** Grants the coupon to those of a range who did not get it yet; who got it. */
    Uni<Set<UUID>> grant(SqlConnection connection, Gift gift, Chunk range) {
        return connection
                .preparedQuery(DUE)
                .execute(Tuple.from(List.of(
                        range.after(),
                        range.upTo(),
                        gift.zone.getId(),
                        gift.last,
                        gift.occasion.tiers().toArray(String[]::new),
                        gift.code(),
                        gift.celebrations.toArray(LocalDate[]::new))))
                .map(rows -> rows.stream().map(row -> row.getUUID("id")).toList())
                .chain(due -> due.isEmpty() ? Uni.createFrom().item(Set.of()) : reserve(connection, gift, due));
    }

    private Uni<Set<UUID>> reserve(SqlConnection connection, Gift gift, List<UUID> due) {
        return connection
                .preparedQuery(STORE)
                .execute(Tuple.from(List.of(
                        due.toArray(UUID[]::new),
                        due.stream().map(member -> ids.next()).toArray(UUID[]::new),
                        gift.code(),
                        gift.start,
                        gift.today,
                        timestamp(clock.instant()),
                        gift.ruleVersion)))
                .map(rows -> {
                    Map<UUID, UUID> planned = new HashMap<>();
                    rows.forEach(row -> planned.put(row.getUUID("member_id"), row.getUUID("coupon_id")));
                    return planned;
                })
                .chain(planned -> issue(connection, gift, planned));
    }

    private Uni<Set<UUID>> issue(SqlConnection connection, Gift gift, Map<UUID, UUID> planned) {
        String reference = BENEFIT + gift.code() + ":" + gift.start;
        GiftDays days = new GiftDays(gift.today, gift.today);
        return coupons.issue(
                        connection, new CouponGift(gift.templateCode, CouponSource.CAMPAIGN, reference, days, planned))
                .call(issued -> correct(connection, gift, planned, issued))
                .call(issued -> outbox.append(connection, events(gift, issued)))
                .map(Map::keySet);
    }

    /** Takes back the grants whose coupon was refused, and names the coupons that got another id. */
    private static Uni<Void> correct(
            SqlConnection connection, Gift gift, Map<UUID, UUID> planned, Map<UUID, UUID> issued) {
        UUID[] refused = planned.keySet().stream()
                .filter(memberId -> !issued.containsKey(memberId))
                .toArray(UUID[]::new);
        UUID[] renamed = issued.keySet().stream()
                .filter(memberId -> !Objects.equals(issued.get(memberId), planned.get(memberId)))
                .toArray(UUID[]::new);
        Uni<Void> done = Uni.createFrom().voidItem();
        if (refused.length > 0) {
            done = done.chain(() ->
                            connection.preparedQuery(TAKE_BACK).execute(Tuple.of(refused, gift.code(), gift.start)))
                    .replaceWithVoid();
        }
        if (renamed.length > 0) {
            UUID[] couponIds = List.of(renamed).stream().map(issued::get).toArray(UUID[]::new);
            done = done.chain(() -> connection
                            .preparedQuery(NAME_COUPONS)
                            .execute(Tuple.of(renamed, couponIds, gift.code(), gift.start)))
                    .replaceWithVoid();
        }
        return done;
    }

    private List<OutboxEvent> events(Gift gift, Map<UUID, UUID> issued) {
        Instant now = clock.instant();
        return issued.entrySet().stream()
                .map(coupon -> new OutboxEvent(
                        ids.next(),
                        BenefitGranted.TOPIC,
                        coupon.getKey(),
                        json.text(new BenefitGranted(
                                BENEFIT + gift.code(), gift.start.getYear(), coupon.getValue(), gift.templateCode)),
                        now))
                .toList();
    }
}
