package dev.huiyuan.coupon;

import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.shared.merge.MergePart;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;

/**
 * Unused coupons go with the person: to the account that goes on, and back when the merge is undone and they are still
 * unused. What that account was issued for the same reason, and what would be more than a template's limit for one member,
 * stays where it is; so does what an order has locked. A coupon takes its history along.
 */
@ApplicationScoped
class CouponMerge implements MergePart {
    private static final String COLUMNS = """
            id, template_id, template_version, source, issued_at, valid_from, expires_at, grace_given, source_ref
            """;

    /**
     * What is free, as it is under its lock. What is past its end stays, whether or not the sweep has marked it, and so does
     * what has hardly a step left: $1 whose, $3 now.
     */
    private static final String FREE = """
            c.member_id = $1 and (c.state = 'ISSUED' or c.state = 'LOCKED' and c.locked_until <= $3)
                and c.expires_at > $3 and c.steps < 990
            """;

    /** The account $2 was issued something for the same reason. */
    private static final String ANOTHER = another("c.source_ref");

    /** The coupon's row moves, under the reference {@code ref}; its history is copied and goes on. */
    private static final String MOVE = """
            gone as (delete from coupon c using chosen where c.member_id = $1 and c.id = chosen.id),
            moved as (
                insert into coupon (member_id, state, steps,
            """ + COLUMNS + """
                )
                select $2, 'ISSUED', steps + 1,
            """ + COLUMNS.replace("source_ref", "ref") + """
                from chosen),
            copied as (
                insert into coupon_event (member_id, coupon_id, step, type, occurred_at, actor, store_id, ref, reason)
                select $2, e.coupon_id, e.step, e.type, e.occurred_at, e.actor, e.store_id, e.ref, e.reason
                from coupon_event e join chosen on e.coupon_id = chosen.id where e.member_id = $1
                on conflict do nothing),
            history as (
                insert into coupon_event (member_id, coupon_id, step, type, occurred_at, actor, ref)
                select $2, id, steps + 1, 'MOVED', $3, 'system', $1::text from chosen),
            """;

    private static final String MERGE = """
            with free as (
                select c.*, c.source_ref as ref, t.limit_per_member
                from coupon c join coupon_template t on t.id = c.template_id
                where
            """ + FREE + " and not " + ANOTHER + """

                order by c.id for no key update of c),
            placed as (
                select free.*, row_number() over (partition by template_id order by expires_at, id)
                    + coalesce((select max(l.ordinal) from coupon_limit l
                        where l.template_id = free.template_id and l.member_id = $2), 0) as place
                from free),
            chosen as (select * from placed where limit_per_member is null or place <= limit_per_member),
            """ + MOVE + """
            numbered as (
                insert into coupon_limit (template_id, member_id, ordinal, coupon_id)
                select template_id, $2, place, id from chosen where limit_per_member is not null)
            insert into coupon_merge (member_id, coupon_id, from_id) select $2, id, $1 from chosen
            """;

    /**
     * Some coupons, $4, that their person got back. What was issued once is nobody's to withhold: limits count what a member
     * claims, and where the other account was issued one for the same reason, this one goes under a reference of its own.
     */
    static final String FOLLOW = """
            with chosen as (
                select c.*, case when
            """ + ANOTHER + """

                    then left(c.source_ref, 163) || ':' || c.id else c.source_ref end as ref
                from coupon c where c.id = any($4::uuid[]) and
            """ + FREE + """
                order by c.id for no key update of c),
            """ + MOVE + """
            merged as (select id, case when ref <> source_ref then source_ref end as first_ref from chosen)
            insert into coupon_merge (member_id, coupon_id, from_id, source_ref) select $2, id, $1, first_ref from merged
            """;

    private static final String SEPARATE =
            """
            with chosen as (
                select c.*, coalesce(m.source_ref, c.source_ref) as ref
                from coupon_merge m join coupon c on c.member_id = m.member_id and c.id = m.coupon_id
                where m.member_id = $1 and m.from_id = $2 and
            """ + FREE + " and not " + another("coalesce(m.source_ref, c.source_ref)") + """

                order by c.id for no key update of c),
            """ + MOVE + """
            unnumbered as (
                delete from coupon_limit l using chosen
                where l.template_id = chosen.template_id and l.member_id = $1 and l.coupon_id = chosen.id)
            delete from coupon_merge where member_id = $1 and from_id = $2
            """;

    private final CouponPeople people;
    private final Clock clock;

    CouponMerge(CouponPeople people, Clock clock) {
        this.people = people;
        this.clock = clock;
    }

    private static String another(String ref) {
        return """
            exists (select from coupon other where other.member_id = $2 and other.source = c.source
                and other.source_ref = %s)
            """.formatted(ref);
    }

    @Override
    public Uni<Void> merged(SqlConnection connection, UUID fromId, UUID intoId) {
        return people.merge(connection, fromId, intoId).chain(() -> run(connection, MERGE, fromId, intoId));
    }

    @Override
    public Uni<Void> separated(SqlConnection connection, UUID fromId, UUID intoId) {
        return people.separate(connection, fromId, intoId).chain(() -> run(connection, SEPARATE, intoId, fromId));
    }

    private Uni<Void> run(SqlConnection connection, String sql, UUID ownerId, UUID nextId) {
        return connection
                .preparedQuery(sql)
                .execute(Tuple.of(ownerId, nextId, timestamp(clock.instant())))
                .replaceWithVoid();
    }
}
