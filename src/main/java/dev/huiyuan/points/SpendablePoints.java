package dev.huiyuan.points;

import dev.huiyuan.points.core.LedgerRules;
import dev.huiyuan.points.core.PointsAccount;
import dev.huiyuan.points.core.Setting;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.id.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** What members can spend, for other capabilities: nothing is promised by it, only a hold keeps points. */
@ApplicationScoped
public class SpendablePoints {
    private final PointsQueries queries;
    private final ProgrammeService programme;
    private final Ids ids;

    SpendablePoints(PointsQueries queries, ProgrammeService programme, Ids ids) {
        this.queries = queries;
        this.programme = programme;
        this.ids = ids;
    }

    /**
     * How many points members can spend at an instant, with what is due by then; none of a frozen account.
     *
     * @param client any connection; one statement, none without members
     * @return by member; one without an account is absent
     */
    public Uni<Map<UUID, Long>> of(SqlClient client, Collection<UUID> memberIds, Instant at) {
        if (memberIds.isEmpty()) return Uni.createFrom().item(Map.of());
        return queries.accounts(client, memberIds, at).map(accounts -> {
            Map<UUID, Long> points = HashMap.newHashMap(accounts.size());
            accounts.forEach((memberId, account) -> points.put(memberId, spendable(account, at)));
            return points;
        });
    }

    private long spendable(PointsAccount account, Instant at) {
        PointsAccount now = LedgerRules.settle(account, new Setting(at, programme::at, ids::next))
                .account();
        return now.standing().frozen() ? 0 : now.balance().available();
    }
}
