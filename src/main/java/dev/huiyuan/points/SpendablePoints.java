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
     * How many points a member can spend at an instant, with what is due by then; none of a frozen account.
     *
     * @param client any connection; one statement
     */
    public Uni<Long> of(SqlClient client, UUID memberId, Instant at) {
        return queries.account(client, memberId, at)
                .map(account -> account.map(found -> spendable(found, at)).orElse(0L));
    }

    private long spendable(PointsAccount account, Instant at) {
        PointsAccount now = LedgerRules.settle(account, new Setting(at, programme::at, ids::next))
                .account();
        return now.standing().frozen() ? 0 : now.balance().available();
    }
}
