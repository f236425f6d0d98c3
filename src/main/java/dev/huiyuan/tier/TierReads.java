package dev.huiyuan.tier;

import static dev.huiyuan.shared.sql.SqlTypes.instant;
import static dev.huiyuan.shared.sql.SqlTypes.instantOrNull;

import dev.huiyuan.shared.json.Json;
import dev.huiyuan.shared.sql.RowSql;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads standings with what counts for them, in one statement. */
@ApplicationScoped
class TierReads {
    private static final long ORDERS_BITS = 32;
    private static final long ORDERS_MASK = 0xFFFF_FFFFL;

    /** Days with open orders as one number each: what a driver has to decode is what a hot read costs. */
    private static final String READ = """
            select m.id as member_id, s.tier_code, s.since, s.reason, s.base_code, s.grace_until, s.protection,
                s.protected_code, s.protected_until, s.grant_id, s.merged_into, s.merged_at, s.joint::text as joint, w.spend_fen, w.earlier_fen, w.days
            from unnest($1::uuid[]) as m (id)
            left join tier_standing s on s.member_id = m.id
            cross join lateral (
                select coalesce(sum(d.spend_fen) filter (where d.day >= $3), 0)::bigint as spend_fen,
                    coalesce(sum(d.spend_fen) filter (where d.day < $3), 0)::bigint as earlier_fen,
                    array_agg((d.day - $2::date)::bigint << 32 | d.orders) filter (where d.orders > 0) as days
                from tier_spend_day d where d.member_id = m.id and d.day between $2 and $4) w
            """;

    private static final String WITH_MERGED = """
            with recursive held (id) as (
                select id from unnest($1::uuid[]) as r (id)
                union select s.member_id from tier_standing s join held h on s.merged_into = h.id)
            select id from held
            """;

    private final Json json;

    TierReads(Json json) {
        this.json = json;
    }

    /** Members and all accounts that are merged into theirs, or into those. */
    Uni<List<UUID>> withMerged(SqlClient client, Collection<UUID> memberIds) {
        UUID[] members = memberIds.toArray(UUID[]::new);
        return RowSql.execute(client, WITH_MERGED, (Object) members)
                .map(rows -> rows.stream().map(row -> row.getUUID("id")).toList());
    }

    /**
     * Reads working copies of members. Who has no standing yet has the lowest tier.
     *
     * @param client where from; to decide by it, a connection that holds the accounts' locks since an earlier statement
     */
    Uni<Map<UUID, TierAccount>> accounts(SqlClient client, Collection<UUID> memberIds, TierSetting setting) {
        TierWindow window = setting.window();
        UUID[] members = memberIds.toArray(UUID[]::new);
        return RowSql.execute(client, READ, members, window.earliest(), window.from(), window.to())
                .map(rows -> accounts(rows, setting));
    }

    private Map<UUID, TierAccount> accounts(RowSet<Row> rows, TierSetting setting) {
        Map<UUID, TierAccount> accounts = HashMap.newHashMap(rows.size());
        for (Row row : rows) {
            TierAccount account = new TierAccount(
                    row.getUUID("member_id"),
                    standing(row, setting),
                    setting.window(),
                    row.getLong("spend_fen"),
                    row.getLong("earlier_fen"),
                    days(row.getArrayOfLongs("days"), setting.window().earliest()));
            accounts.put(account.memberId, account);
        }
        return accounts;
    }

    private static Map<LocalDate, Integer> days(Long @Nullable [] packed, LocalDate first) {
        if (packed == null) return Map.of();
        Map<LocalDate, Integer> days = HashMap.newHashMap(packed.length);
        for (long day : packed) days.put(first.plusDays(day >> ORDERS_BITS), (int) (day & ORDERS_MASK));
        return days;
    }

    private Standing standing(Row row, TierSetting setting) {
        @Nullable String code = row.getString("tier_code");
        if (code == null) return Standing.joined(setting.ladder().tier(0).code(), setting.now());
        return new Standing(
                code,
                instant(row, "since"),
                row.getString("reason"),
                row.getString("base_code"),
                row.getLocalDate("grace_until"),
                protection(row),
                row.getUUID("merged_into"),
                instantOrNull(row, "merged_at"),
                joint(row));
    }

    private Standing.@Nullable Joint joint(Row row) {
        @Nullable String joint = row.getString("joint");
        return joint == null ? null : json.read(joint, Standing.Joint.class);
    }

    private static Standing.@Nullable Protection protection(Row row) {
        @Nullable String kind = row.getString("protection");
        if (kind == null) return null;
        return new Standing.Protection(
                ProtectionKind.valueOf(kind),
                row.getString("protected_code"),
                row.getLocalDate("protected_until"),
                row.getUUID("grant_id"));
    }
}
