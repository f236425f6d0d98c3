package dev.huiyuan.benefit;

import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.points.OrderReference;
import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.json.Json;
import dev.huiyuan.shared.outbox.Outbox;
import dev.huiyuan.shared.outbox.OutboxEvent;
import dev.huiyuan.shared.sql.WriteSet;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Uses of benefits by orders, many at once, in the transaction of the orders. */
@ApplicationScoped
public class BenefitsOfOrders {
    /** The account that goes on, then all that were merged into it: what one of them used, the person used. */
    private static final String CLAIM = """
            with recursive asked as (
                select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::date[], $6::text[],
                    $7::integer[], $8::uuid[], $9::text[], $10::text[], $11::text[], $12::bigint[], $13::timestamptz[])
                    as a (id, member_id, kind, benefit_code, used_on, bill_key, rule_version, store_id, terminal, actor,
                    order_ref, amount_fen, used_at)),
            up (start_id, member_id) as (
                select distinct member_id, member_id from asked
                union select u.start_id, a.into_id from up u join benefit_alias a on a.member_id = u.member_id),
            person (start_id, member_id) as (
                select u.start_id, u.member_id from up u
                where not exists (select from benefit_alias a where a.member_id = u.member_id)),
            account (person_id, member_id) as (
                select distinct member_id, member_id from person
                union select p.person_id, a.member_id from account p join benefit_alias a on a.into_id = p.member_id)
            insert into benefit_use (member_id, id, kind, benefit_code, used_on, bill_key, rule_version, store_id,
                terminal, actor, order_ref, amount_fen, used_at)
            select p.member_id, a.id, a.kind, a.benefit_code, a.used_on, a.bill_key, a.rule_version, a.store_id, a.terminal,
                a.actor, a.order_ref, a.amount_fen, a.used_at
            from asked a join person p on p.start_id = a.member_id
            where not exists (select from benefit_use u join account c on c.member_id = u.member_id
                where c.person_id = p.member_id and u.benefit_code = a.benefit_code and u.reversed_at is null
                    and (u.bill_key = a.bill_key or a.kind = 'FREE_ITEM' and u.used_on = a.used_on))
            order by p.member_id, a.benefit_code, a.used_on, a.bill_key
            on conflict do nothing returning id
            """;

    private static final String RELEASE = "delete from benefit_use where id = any($1::uuid[])";
    private static final String REVERSE = """
            update benefit_use set reversed_at = $2::timestamptz, reversed_by = $3, reversal_reason = $4
            where id = any($1::uuid[]) and reversed_at is null
            """;
    /** As {@link BenefitUsed} has it, of the uses that this statement finds in use. */
    private static final String REVERSED = """
            select a.event_id, $3::text, u.member_id, json_strip_nulls(json_build_object('useId', u.id,
                'benefit', u.benefit_code, 'storeId', u.store_id, 'amountFen', u.amount_fen)), $4::timestamptz
            from unnest($1::uuid[], $2::uuid[]) as a (use_id, event_id)
            join benefit_use u on u.id = a.use_id where u.reversed_at is null
            """;

    private final Outbox outbox;
    private final Json json;
    private final Ids ids;

    BenefitsOfOrders(Outbox outbox, Json json, Ids ids) {
        this.outbox = outbox;
        this.json = json;
        this.ids = ids;
    }

    /**
     * A use by an order.
     *
     * @param id the use, by which it is reversed
     * @param memberId whose benefit
     * @param benefit its code, as the current benefits call it
     * @param day the day in the programme's zone
     * @param ruleVersion the version of the programme that gave it
     * @param bill the order, as the till calls it; without a business date it is one of that day
     * @param terminal at which till
     * @param actor who reported the order
     * @param amountFen what a discount took off, in fen; null for what comes free
     * @param at when
     */
    public record OrderUse(
            UUID id,
            UUID memberId,
            String benefit,
            LocalDate day,
            int ruleVersion,
            OrderReference bill,
            String terminal,
            String actor,
            @Nullable Long amountFen,
            Instant at) {
        UUID storeId() {
            return bill.storeId();
        }

        String billKey() {
            return BenefitUseTable.billKey(bill, day);
        }
    }

    /**
     * Records uses; waits for the same uses that are on their way.
     *
     * @param connection the orders' connection, in its transaction
     * @return the ids of those that are recorded now; all others were used before
     */
    public Uni<Set<UUID>> claim(SqlConnection connection, List<OrderUse> uses) {
        if (uses.isEmpty()) return Uni.createFrom().item(Set.of());
        return connection
                .preparedQuery(CLAIM)
                .execute(Tuple.from(Arrays.asList(
                        column(uses, OrderUse::id, UUID[]::new),
                        column(uses, OrderUse::memberId, UUID[]::new),
                        column(uses, use -> BenefitUseTable.kind(use.benefit()), String[]::new),
                        column(uses, OrderUse::benefit, String[]::new),
                        column(uses, OrderUse::day, LocalDate[]::new),
                        column(uses, OrderUse::billKey, String[]::new),
                        column(uses, OrderUse::ruleVersion, Integer[]::new),
                        column(uses, OrderUse::storeId, UUID[]::new),
                        column(uses, OrderUse::terminal, String[]::new),
                        column(uses, OrderUse::actor, String[]::new),
                        column(uses, use -> use.bill().orderRef(), String[]::new),
                        column(uses, OrderUse::amountFen, Long[]::new),
                        column(uses, use -> timestamp(use.at()), OffsetDateTime[]::new))))
                .map(rows -> {
                    Set<UUID> claimed = new HashSet<>();
                    rows.forEach(row -> claimed.add(row.getUUID("id")));
                    return claimed;
                });
    }

    private static <T> T[] column(
            List<OrderUse> uses, Function<OrderUse, @Nullable T> value, java.util.function.IntFunction<T[]> array) {
        return uses.stream().map(value).toArray(array);
    }

    /** Takes back uses that this transaction recorded for orders which are not booked. */
    public void addRelease(WriteSet writes, Collection<UUID> useIds) {
        if (!useIds.isEmpty()) writes.addRow(RELEASE, (Object) useIds.toArray(UUID[]::new));
    }

    /** Tells of uses that this transaction recorded. */
    public void addEvents(WriteSet writes, List<OrderUse> uses) {
        outbox.addTo(
                writes,
                uses.stream()
                        .map(use -> new OutboxEvent(
                                ids.next(),
                                BenefitUsed.TOPIC,
                                use.memberId(),
                                json.text(new BenefitUsed(use.id(), use.benefit(), use.storeId(), use.amountFen())),
                                use.at()))
                        .toList());
    }

    /**
     * Reverses uses, and tells of it: they can be used again. What was reversed before stays as it is.
     *
     * @param actor who does it
     * @param reason a code
     */
    public void addReversal(WriteSet writes, Collection<UUID> useIds, String actor, String reason, Instant at) {
        if (useIds.isEmpty()) return;
        UUID[] uses = useIds.toArray(UUID[]::new);
        UUID[] events = useIds.stream().map(use -> ids.next()).toArray(UUID[]::new);
        writes.addRow(REVERSE, uses, timestamp(at), actor, reason);
        outbox.addFound(writes, REVERSED, uses, events, BenefitUsed.REVERSED_TOPIC, timestamp(at));
    }
}
