package dev.huiyuan.benefit;

import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.coupon.CouponGift;
import dev.huiyuan.coupon.CouponGifts;
import dev.huiyuan.coupon.CouponSource;
import dev.huiyuan.coupon.GiftDays;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Grants birthday meals, a range of members at a time: a few statements for all of them. The grants are written first,
 * after the lock and so in view of whatever another runner or a merge has committed, then the coupons.
 */
@ApplicationScoped
class BirthdayGrants {
    /** The benefit's code in {@code benefit_grant}. */
    static final String BENEFIT = "birthday";

    private static final String GRANT = """
            insert into benefit_grant (member_id, benefit_code, benefit_year, granted_for, granted_on, counted_on,
                granted_at, coupon_id, rule_version)
            select n.member_id, 'birthday', $3, $4, $5, $5, $6, n.coupon_id, $7
            from unnest($1::uuid[], $2::uuid[]) as n (member_id, coupon_id)
            where not exists (select from benefit_alias a where a.member_id = n.member_id)
                and not exists (select from benefit_grant g
                    where g.member_id = n.member_id and g.benefit_code = 'birthday' and g.counted_on > $8)
            on conflict do nothing
            returning member_id
            """;
    private static final String TAKE_BACK = """
            delete from benefit_grant g
            where g.member_id = any($1) and g.benefit_code = 'birthday' and g.benefit_year = $2
            """;
    private static final String NAME_COUPONS = """
            update benefit_grant g set coupon_id = c.id from unnest($1::uuid[], $2::uuid[]) as c (member_id, id)
            where g.member_id = c.member_id and g.benefit_code = 'birthday' and g.benefit_year = $3
                and g.coupon_id <> c.id
            """;

    private final BirthdayDue due;
    private final CouponGifts coupons;
    private final StoreTasks tasks;
    private final Outbox outbox;
    private final Json json;
    private final Ids ids;
    private final Clock clock;

    BirthdayGrants(
            BirthdayDue due, CouponGifts coupons, StoreTasks tasks, Outbox outbox, Json json, Ids ids, Clock clock) {
        this.due = due;
        this.coupons = coupons;
        this.tasks = tasks;
        this.outbox = outbox;
        this.json = json;
        this.ids = ids;
        this.clock = clock;
    }

    /** One range of the members who celebrate on one day. */
    private record Work(BirthdayDue.Day day, BirthdayOccasion occasion, Instant now) {
        short year() {
            return (short) occasion.benefitYear();
        }
    }

    /**
     * Grants the meal to those of a range to whom it is due, in the caller's transaction. Who gets no coupon (stock, a
     * closed template) gets no grant.
     *
     * @return who got it
     */
    Uni<Set<UUID>> grant(SqlConnection connection, BirthdayDue.Day day, BirthdayOccasion occasion, Chunk range) {
        Work work = new Work(day, occasion, clock.instant());
        return due.lock(connection, day, occasion, range)
                .chain(celebrants ->
                        celebrants.isEmpty() ? Uni.createFrom().item(Set.of()) : reserve(connection, work, celebrants));
    }

    private Uni<Set<UUID>> reserve(SqlConnection connection, Work work, List<BirthdayDue.Celebrant> celebrants) {
        UUID[] memberIds =
                celebrants.stream().map(BirthdayDue.Celebrant::memberId).toArray(UUID[]::new);
        UUID[] couponIds = celebrants.stream().map(celebrant -> ids.next()).toArray(UUID[]::new);
        Map<UUID, UUID> planned = HashMap.newHashMap(memberIds.length);
        for (int i = 0; i < memberIds.length; i++) planned.put(memberIds[i], couponIds[i]);
        return connection
                .preparedQuery(GRANT)
                .execute(Tuple.from(List.of(
                        memberIds,
                        couponIds,
                        work.year(),
                        work.occasion.celebratedOn(),
                        work.day.today(),
                        timestamp(work.now),
                        work.day.ruleVersion(),
                        work.day.today().minusDays(work.day.birthday().daysBetween()))))
                .map(rows -> rows.stream().map(row -> row.getUUID("member_id")).collect(Collectors.toSet()))
                .chain(granted -> complete(
                        connection,
                        work,
                        celebrants.stream()
                                .filter(celebrant -> granted.contains(celebrant.memberId()))
                                .toList(),
                        planned));
    }

    private Uni<Set<UUID>> complete(
            SqlConnection connection, Work work, List<BirthdayDue.Celebrant> granted, Map<UUID, UUID> planned) {
        Map<UUID, UUID> issued = HashMap.newHashMap(granted.size());
        Uni<Void> done = Uni.createFrom().voidItem();
        for (Map.Entry<String, List<BirthdayDue.Celebrant>> template :
                byTemplate(granted, work.day.birthday().templatesByTier()).entrySet()) {
            done = done.chain(() -> coupons.issue(connection, gift(work, template, planned)))
                    .invoke(issued::putAll)
                    .replaceWithVoid();
        }
        return done.chain(() -> correct(connection, work, granted, planned, issued))
                .chain(() -> tasks.addCards(connection, cards(work, granted, issued)))
                .chain(() -> outbox.append(connection, events(work, granted, issued)))
                .replaceWith(issued.keySet());
    }

    /** In order of the template's code, as stocks are locked. */
    private static Map<String, List<BirthdayDue.Celebrant>> byTemplate(
            List<BirthdayDue.Celebrant> granted, Map<String, String> templatesByTier) {
        return granted.stream()
                .collect(Collectors.groupingBy(
                        celebrant -> Objects.requireNonNull(templatesByTier.get(celebrant.tier())),
                        TreeMap::new,
                        Collectors.toList()));
    }

    private static CouponGift gift(
            Work work, Map.Entry<String, List<BirthdayDue.Celebrant>> template, Map<UUID, UUID> planned) {
        Map<UUID, UUID> couponIds = HashMap.newHashMap(template.getValue().size());
        template.getValue()
                .forEach(celebrant ->
                        couponIds.put(celebrant.memberId(), Objects.requireNonNull(planned.get(celebrant.memberId()))));
        return new CouponGift(
                template.getKey(),
                CouponSource.BIRTHDAY,
                BENEFIT + ":" + work.occasion.benefitYear(),
                new GiftDays(work.day.today(), work.occasion.celebratedOn()),
                couponIds);
    }

    /** Takes back the grants whose coupon was refused, and names the coupons that got another id. */
    private static Uni<Void> correct(
            SqlConnection connection,
            Work work,
            List<BirthdayDue.Celebrant> granted,
            Map<UUID, UUID> planned,
            Map<UUID, UUID> issued) {
        UUID[] refused = granted.stream()
                .map(BirthdayDue.Celebrant::memberId)
                .filter(memberId -> !issued.containsKey(memberId))
                .toArray(UUID[]::new);
        UUID[] renamed = issued.keySet().stream()
                .filter(memberId -> !Objects.equals(issued.get(memberId), planned.get(memberId)))
                .toArray(UUID[]::new);
        Uni<Void> done = Uni.createFrom().voidItem();
        if (refused.length > 0) {
            done = done.chain(() -> connection.preparedQuery(TAKE_BACK).execute(Tuple.of(refused, work.year())))
                    .replaceWithVoid();
        }
        if (renamed.length > 0) {
            UUID[] couponIds = List.of(renamed).stream().map(issued::get).toArray(UUID[]::new);
            done = done.chain(() ->
                            connection.preparedQuery(NAME_COUPONS).execute(Tuple.of(renamed, couponIds, work.year())))
                    .replaceWithVoid();
        }
        return done;
    }

    private static StoreTasks.Cards cards(Work work, List<BirthdayDue.Celebrant> granted, Map<UUID, UUID> issued) {
        List<String> tiers = work.day.birthday().cardTiers();
        List<UUID> members = granted.stream()
                .filter(celebrant -> tiers.contains(celebrant.tier()) && issued.containsKey(celebrant.memberId()))
                .map(BirthdayDue.Celebrant::memberId)
                .toList();
        return new StoreTasks.Cards(members, work.occasion.benefitYear(), work.occasion.celebratedOn());
    }

    private List<OutboxEvent> events(Work work, List<BirthdayDue.Celebrant> granted, Map<UUID, UUID> issued) {
        Map<String, String> templates = work.day.birthday().templatesByTier();
        List<OutboxEvent> events = new ArrayList<>(granted.size());
        for (BirthdayDue.Celebrant celebrant : granted) {
            UUID couponId = issued.get(celebrant.memberId());
            if (couponId == null) continue;
            BenefitGranted event = new BenefitGranted(
                    BENEFIT,
                    work.occasion.benefitYear(),
                    couponId,
                    Objects.requireNonNull(templates.get(celebrant.tier())));
            events.add(new OutboxEvent(
                    ids.next(), BenefitGranted.TOPIC, celebrant.memberId(), json.text(event), work.now));
        }
        return events;
    }
}
