package dev.huiyuan.benefit;

import static dev.huiyuan.shared.sql.SqlTypes.instant;
import static dev.huiyuan.shared.sql.SqlTypes.instantOrNull;
import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.points.OrderReference;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.caller.Caller;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows of {@code benefit_use}. A person's uses before a merge count on the account that goes on. */
@ApplicationScoped
class BenefitUseTable {
    private static final String COLUMNS =
            "id, member_id, benefit_code, rule_version, store_id, order_ref, amount_fen, used_at, reversed_at";
    /** The account itself and all that were merged into it. */
    private static final String PERSON = """
            with recursive person (member_id) as (
                select $1::uuid union select a.member_id from benefit_alias a join person p on a.into_id = p.member_id)
            """;

    private static final String INSERT = PERSON + """
            insert into benefit_use (member_id, id, kind, benefit_code, used_on, bill_key, rule_version, store_id,
                terminal, actor, order_ref, amount_fen, used_at)
            select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13
            where not exists (select from benefit_use u join person p on u.member_id = p.member_id
                where u.benefit_code = $4 and (u.bill_key = $6 or $3 = 'FREE_ITEM' and u.used_on = $5)
                    and u.reversed_at is null)
            on conflict do nothing
            """;
    private static final String USED_ON = """
            with recursive asked (root_id, day) as (select * from unnest($1::uuid[], $2::date[])),
            person (root_id, member_id, day) as (
                select root_id, root_id, day from asked
                union select p.root_id, a.member_id, p.day from benefit_alias a join person p on a.into_id = p.member_id)
            select p.root_id, p.day, u.benefit_code from benefit_use u
            join person p on u.member_id = p.member_id and u.used_on = p.day
            where u.kind = 'FREE_ITEM' and u.reversed_at is null
            """;
    private static final String SAME = PERSON + "select " + COLUMNS + """
             from benefit_use join person using (member_id)
            where benefit_code = $2 and bill_key = $3 and reversed_at is null
            """;
    private static final String LATEST = PERSON + "select " + COLUMNS + """
             from benefit_use join person using (member_id) order by id desc limit $2
            """;
    private static final String LOCK = "select " + COLUMNS + " from benefit_use where id = $1 for no key update";
    private static final String REVERSE = """
            update benefit_use set reversed_at = $2, reversed_by = $3, reversal_reason = $4
            where id = $1 and reversed_at is null
            """;

    private final ProgrammeService programme;

    BenefitUseTable(ProgrammeService programme) {
        this.programme = programme;
    }

    /**
     * A use that is to be recorded.
     *
     * @param day the day of the bill in the programme's zone
     */
    record NewUse(
            UUID id,
            UUID memberId,
            BenefitUseRequest request,
            LocalDate day,
            int ruleVersion,
            Caller caller,
            Instant at) {
        String billKey() {
            return BenefitUseTable.billKey(request.bill(), day);
        }
    }

    /**
     * What tells a bill from all others, whoever reports it: its store, its day and its number.
     *
     * @param occurredOn its day where the store has named none
     */
    static String billKey(OrderReference bill, LocalDate occurredOn) {
        LocalDate day = bill.businessDate() == null ? occurredOn : bill.businessDate();
        return bill.storeId() + "/" + new OrderReference(bill.storeId(), bill.orderRef(), day).ref();
    }

    /** How often a benefit is used: {@code FREE_ITEM} once a day and bill, {@code DISCOUNT} once a bill. */
    static String kind(String benefit) {
        return benefit.startsWith(CurrentRules.FREE_ITEM) ? "FREE_ITEM" : "DISCOUNT";
    }

    /** Records a use; false when it was used before. Waits for another one that is on its way. */
    Uni<Boolean> insert(SqlConnection connection, NewUse use) {
        BenefitUseRequest request = use.request;
        return connection
                .preparedQuery(INSERT)
                .execute(Tuple.from(Arrays.asList(
                        use.memberId,
                        use.id,
                        kind(request.benefit()),
                        request.benefit(),
                        use.day,
                        use.billKey(),
                        use.ruleVersion,
                        request.storeId(),
                        use.caller.presenceTerminal(),
                        use.caller.actor(),
                        request.orderRef(),
                        request.amountFen(),
                        timestamp(use.at))))
                .map(rows -> rows.rowCount() == 1);
    }

    /** The use that the same bill made before. */
    Uni<Optional<BenefitUseResponse>> same(SqlConnection connection, NewUse use) {
        return connection
                .preparedQuery(SAME)
                .execute(Tuple.of(use.memberId, use.request.benefit(), use.billKey()))
                .map(rows -> rows.stream().map(this::use).findFirst());
    }

    /** The codes of what came free on members' days and was used; a day without any is absent. */
    Uni<Map<BillBenefits.MemberDay, Set<String>>> usedOn(SqlClient client, Collection<BillBenefits.MemberDay> days) {
        if (days.isEmpty()) return Uni.createFrom().item(Map.of());
        return client.preparedQuery(USED_ON)
                .execute(Tuple.of(
                        days.stream().map(BillBenefits.MemberDay::memberId).toArray(UUID[]::new),
                        days.stream().map(BillBenefits.MemberDay::day).toArray(LocalDate[]::new)))
                .map(rows -> rows.stream()
                        .collect(Collectors.groupingBy(
                                row -> new BillBenefits.MemberDay(row.getUUID("root_id"), row.getLocalDate("day")),
                                Collectors.mapping(row -> row.getString("benefit_code"), Collectors.toSet()))));
    }

    /** A person's latest uses. */
    Uni<List<BenefitUseResponse>> latest(SqlClient client, UUID memberId, int most) {
        return client.preparedQuery(LATEST)
                .execute(Tuple.of(memberId, most))
                .map(rows -> rows.stream().map(this::use).toList());
    }

    /** A use, locked until the transaction ends. */
    Uni<Optional<BenefitUseResponse>> lock(SqlConnection connection, UUID id) {
        return connection
                .preparedQuery(LOCK)
                .execute(Tuple.of(id))
                .map(rows -> rows.stream().map(this::use).findFirst());
    }

    Uni<Void> reverse(SqlConnection connection, UUID id, Caller caller, String reason, Instant at) {
        return connection
                .preparedQuery(REVERSE)
                .execute(Tuple.of(id, timestamp(at), caller.actor(), reason))
                .replaceWithVoid();
    }

    private BenefitUseResponse use(Row row) {
        @Nullable Instant reversedAt = instantOrNull(row, "reversed_at");
        return new BenefitUseResponse(
                row.getUUID("id"),
                row.getUUID("member_id"),
                row.getString("benefit_code"),
                row.getInteger("rule_version"),
                row.getUUID("store_id"),
                row.getString("order_ref"),
                row.getLong("amount_fen"),
                local(instant(row, "used_at")),
                reversedAt == null ? null : local(reversedAt));
    }

    private OffsetDateTime local(Instant instant) {
        return instant.atZone(programme.zone()).toOffsetDateTime();
    }
}
