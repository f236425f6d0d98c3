package dev.huiyuan.coupon;

import static dev.huiyuan.shared.sql.SqlTypes.instantOrNull;
import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.programme.Channel;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads templates on the SQL client, where coupons move; they are written through {@link TemplateRepository}. */
@ApplicationScoped
class TemplateQueries {
    /** The columns that {@link #template} reads, of a template or of one of its versions. */
    static final String COLUMNS = """
            t.id, t.version, t.code, t.name, t.description, t.kind, t.amount_off_fen, t.threshold_fen, t.percent_off,
            t.cap_fen, t.dish_code, t.valid_from, t.valid_through, t.valid_days, t.store_ids, t.channels, t.min_tier,
            t.claimable, t.claimable_from, t.claimable_until, t.stock, t.limit_per_member, t.state,
            t.dish_codes, t.category_codes, t.windows, t.min_use_tier, t.exclusive, t.stack_group, t.with_tier_discount,
            t.with_member_day, t.cost_bearer, t.cost_partner, t.return_grace_days, t.issue_from, t.issue_until,
            t.limit_per_day, t.issuable_by_staff
            """;

    private static final String BY_CODES =
            "select " + COLUMNS + " from coupon_template t where t.code = any($1::text[])";
    private static final String BY_ID = "select " + COLUMNS + " from coupon_template t where t.id = $1";
    private static final String BY_VERSION =
            "select " + COLUMNS + " from coupon_template_version t where t.id = $1 and t.version = $2";
    private static final String CLAIMABLE = "select " + COLUMNS + """
             from coupon_template t
            where t.claimable and t.state = 'ACTIVE'
                and (t.claimable_from is null or t.claimable_from <= $1)
                and (t.claimable_until is null or t.claimable_until > $1)
                and (t.issue_from is null or t.issue_from <= $1)
                and (t.issue_until is null or t.issue_until > $1)
                and t.id < $2
            order by t.id desc limit $3
            """;

    /** Templates by code; an unknown code is absent. */
    Uni<Map<String, CouponTemplate>> byCodes(SqlClient client, Collection<String> codes) {
        return client.preparedQuery(BY_CODES)
                .execute(Tuple.of(codes.toArray(String[]::new)))
                .map(rows -> rows.stream()
                        .map(TemplateQueries::template)
                        .collect(Collectors.toMap(CouponTemplate::code, template -> template)));
    }

    /** A template. */
    Uni<Optional<CouponTemplate>> byId(SqlClient client, UUID id) {
        return client.preparedQuery(BY_ID)
                .execute(Tuple.of(id))
                .map(rows -> rows.stream().map(TemplateQueries::template).findFirst());
    }

    /** A template as it was in a version that there was. */
    Uni<CouponTemplate> version(SqlClient client, UUID id, int version) {
        return client.preparedQuery(BY_VERSION)
                .execute(Tuple.of(id, version))
                .map(rows -> template(rows.iterator().next()));
    }

    /** What members may claim at an instant, latest first. */
    Uni<List<CouponTemplate>> claimable(SqlClient client, Instant now, UUID before, int rows) {
        return client.preparedQuery(CLAIMABLE)
                .execute(Tuple.of(timestamp(now), before, rows))
                .map(found -> found.stream().map(TemplateQueries::template).toList());
    }

    static CouponTemplate template(Row row) {
        return new CouponTemplate(
                row.getUUID("id"),
                row.getInteger("version"),
                row.getString("code"),
                row.getString("name"),
                row.getString("description"),
                terms(row),
                new CouponValidity(
                        row.getInteger("valid_days"),
                        row.getLocalDate("valid_from"),
                        row.getLocalDate("valid_through")),
                row.getString("min_tier"),
                row.getBoolean("claimable"),
                instantOrNull(row, "claimable_from"),
                instantOrNull(row, "claimable_until"),
                row.getLong("stock"),
                row.getInteger("limit_per_member"),
                instantOrNull(row, "issue_from"),
                instantOrNull(row, "issue_until"),
                row.getInteger("limit_per_day"),
                row.getBoolean("issuable_by_staff"),
                TemplateState.valueOf(row.getString("state")));
    }

    /** The terms of a row with {@link #COLUMNS}' names. */
    static CouponTerms terms(Row row) {
        CouponKind kind = CouponKind.valueOf(row.getString("kind"));
        return new CouponTerms(
                kind,
                row.getLong("amount_off_fen"),
                row.getLong("threshold_fen"),
                row.getInteger("percent_off"),
                row.getLong("cap_fen"),
                scope(row),
                new CouponStacking(
                        row.getBoolean("exclusive"),
                        CouponStacking.groupOf(row.getString("stack_group"), kind),
                        row.getBoolean("with_tier_discount"),
                        row.getBoolean("with_member_day")),
                new CouponCost(CouponCost.Bearer.valueOf(row.getString("cost_bearer")), row.getString("cost_partner")),
                row.getInteger("return_grace_days"));
    }

    private static CouponScope scope(Row row) {
        Set<String> dishes = new HashSet<>(Arrays.asList(row.getArrayOfStrings("dish_codes")));
        @Nullable String dish = row.getString("dish_code");
        if (dish != null) dishes.add(dish);
        return new CouponScope(
                dishes,
                Set.of(row.getArrayOfStrings("category_codes")),
                Set.of(row.getArrayOfUUIDs("store_ids")),
                Arrays.stream(row.getArrayOfStrings("channels"))
                        .map(Channel::valueOf)
                        .collect(Collectors.toUnmodifiableSet()),
                Arrays.stream(row.getArrayOfStrings("windows"))
                        .map(CouponWindow::parse)
                        .toList(),
                row.getString("min_use_tier"));
    }
}
