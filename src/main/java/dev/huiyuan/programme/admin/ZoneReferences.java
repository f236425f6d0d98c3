package dev.huiyuan.programme.admin;

import dev.huiyuan.programme.ProgrammeChange;
import dev.huiyuan.programme.ProgrammeReferences;
import dev.huiyuan.shared.problem.FieldError;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** A zone has to be known to the database as well, which computes days for jobs and reports. */
@ApplicationScoped
class ZoneReferences implements ProgrammeReferences {
    private static final String KNOWN = "select exists (select from pg_timezone_names where name = $1) as known";

    @Override
    public Uni<List<FieldError>> check(SqlConnection connection, ProgrammeChange change) {
        return connection
                .preparedQuery(KNOWN)
                .execute(Tuple.of(change.after().zone().getId()))
                .map(rows -> rows.iterator().next().getBoolean("known")
                        ? List.of()
                        : List.of(new FieldError("/zone", "unknown", "the database knows no such zone")));
    }
}
