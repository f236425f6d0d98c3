package dev.huiyuan.coupon;

import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.json.Json;
import dev.huiyuan.shared.outbox.Outbox;
import dev.huiyuan.shared.outbox.OutboxEvent;
import dev.huiyuan.shared.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Issues one template to thousands of members at once, for jobs. Where the template has no stock and no limit there is
 * nothing to decide for one member that is not decided for all: one statement writes the coupons and their history.
 */
@ApplicationScoped
public class CouponGifts {
    private static final String INSERT = """
            with issued as (
                insert into coupon (member_id, id, template_id, template_version, state, source, source_ref,
                    issued_at, valid_from, expires_at)
                select member_id, id, $3, $4, 'ISSUED', $5, $6, $7, $8, $9
                from unnest($1::uuid[], $2::uuid[]) as g (member_id, id)
                on conflict (member_id, source, source_ref) do nothing
                returning member_id, id),
            history as (
                insert into coupon_event (member_id, coupon_id, step, type, occurred_at, actor, ref)
                select member_id, id, 1, 'ISSUED', $7, 'system', $6 from issued)
            select member_id, id from issued
            """;
    private static final String EARLIER =
            "select member_id, id from coupon where member_id = any($1) and source = $2 and source_ref = $3";

    private final TemplateQueries templates;
    private final CouponIssuer issuer;
    private final ProgrammeService programme;
    private final Outbox outbox;
    private final Json json;
    private final Ids ids;
    private final Clock clock;

    CouponGifts(
            TemplateQueries templates,
            CouponIssuer issuer,
            ProgrammeService programme,
            Outbox outbox,
            Json json,
            Ids ids,
            Clock clock) {
        this.templates = templates;
        this.issuer = issuer;
        this.programme = programme;
        this.outbox = outbox;
        this.json = json;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Issues coupons; a repeated source, reference and member issues nothing new.
     *
     * @param connection the caller's transaction; the caller invalidates the members' cards once it has committed
     * @param gift what, why and to whom
     * @return the coupons that the members now hold for this, by member; what the template's state, stock or limit
     *     refuses is left out; problem {@code template-not-found} for an unknown code
     */
    public Uni<Map<UUID, UUID>> issue(SqlConnection connection, CouponGift gift) {
        if (gift.couponIds().isEmpty()) return Uni.createFrom().item(Map.of());
        return templates
                .byCodes(connection, Set.of(gift.templateCode()))
                .map(known -> {
                    CouponTemplate template = known.get(gift.templateCode());
                    if (template == null) throw ProblemCode.TEMPLATE_NOT_FOUND.with();
                    return template;
                })
                .chain(template ->
                        template.isUnlimited() ? unlimited(connection, gift, template) : limited(connection, gift));
    }

    private Uni<Map<UUID, UUID>> unlimited(SqlConnection connection, CouponGift gift, CouponTemplate template) {
        Instant now = clock.instant();
        CouponValidity.Period period = template.validity().periodFor(now, programme.zone(), gift.days());
        if (!template.issuesAt(now) || period == null) {
            return Uni.createFrom().item(Map.of());
        }
        List<UUID> members = gift.couponIds().keySet().stream().sorted().toList();
        return connection
                .preparedQuery(INSERT)
                .execute(Tuple.from(List.of(
                        members.toArray(UUID[]::new),
                        members.stream().map(gift.couponIds()::get).toArray(UUID[]::new),
                        template.id(),
                        template.version(),
                        gift.source().name(),
                        gift.sourceRef(),
                        timestamp(now),
                        timestamp(period.validFrom()),
                        timestamp(period.expiresAt()))))
                .map(CouponGifts::byMember)
                .call(issued -> outbox.append(connection, events(gift, issued, now, period)))
                .chain(issued -> issued.size() == members.size()
                        ? Uni.createFrom().item(issued)
                        : withEarlier(connection, gift, issued));
    }

    private List<OutboxEvent> events(
            CouponGift gift, Map<UUID, UUID> issued, Instant now, CouponValidity.Period period) {
        List<OutboxEvent> events = new ArrayList<>(issued.size());
        issued.forEach((memberId, couponId) -> {
            CouponIssuedEvent event = new CouponIssuedEvent(
                    couponId, memberId, gift.templateCode(), gift.source(), gift.sourceRef(), period.expiresAt());
            events.add(new OutboxEvent(ids.next(), CouponIssuedEvent.TOPIC, memberId, json.text(event), now));
        });
        return events;
    }

    private static Uni<Map<UUID, UUID>> withEarlier(SqlConnection connection, CouponGift gift, Map<UUID, UUID> issued) {
        UUID[] missing = gift.couponIds().keySet().stream()
                .filter(memberId -> !issued.containsKey(memberId))
                .toArray(UUID[]::new);
        return connection
                .preparedQuery(EARLIER)
                .execute(Tuple.of(missing, gift.source().name(), gift.sourceRef()))
                .map(rows -> {
                    Map<UUID, UUID> all = byMember(rows);
                    all.putAll(issued);
                    return all;
                });
    }

    private static Map<UUID, UUID> byMember(RowSet<Row> rows) {
        Map<UUID, UUID> coupons = HashMap.newHashMap(rows.size());
        for (Row row : rows) coupons.put(row.getUUID("member_id"), row.getUUID("id"));
        return coupons;
    }

    /** Stocks and limits are decided one coupon after the other, with ids of their own. */
    private Uni<Map<UUID, UUID>> limited(SqlConnection connection, CouponGift gift) {
        List<CouponIssue> issues = gift.couponIds().keySet().stream()
                .sorted()
                .map(memberId ->
                        new CouponIssue(memberId, gift.templateCode(), gift.source(), gift.sourceRef(), gift.days()))
                .toList();
        Map<UUID, UUID> coupons = new HashMap<>();
        Uni<Void> done = Uni.createFrom().voidItem();
        for (int from = 0; from < issues.size(); from += CouponIssuer.MAX_ISSUES) {
            List<CouponIssue> part = issues.subList(from, Math.min(issues.size(), from + CouponIssuer.MAX_ISSUES));
            done = done.chain(() -> issuer.issue(connection, part))
                    .invoke(issued -> issued.forEach(coupon -> coupons.put(coupon.memberId(), coupon.id())))
                    .replaceWithVoid();
        }
        return done.replaceWith(coupons);
    }
}
