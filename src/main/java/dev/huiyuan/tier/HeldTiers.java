package dev.huiyuan.tier;

import dev.huiyuan.programme.Programme;
import dev.huiyuan.programme.ProgrammeChange;
import dev.huiyuan.programme.ProgrammeReferences;
import dev.huiyuan.shared.problem.FieldError;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A tier that members have does not vanish by mistake: its name and all that it gives may change, since members have its
 * code. Whoever wants other tiers says that members may be moved.
 */
@ApplicationScoped
class HeldTiers implements ProgrammeReferences {
    private static final String HELD = """
            select tier_code, count(*) as members from tier_standing where tier_code = any($1::text[])
            group by tier_code order by tier_code
            """;

    @Override
    public Uni<List<FieldError>> check(SqlConnection connection, ProgrammeChange change) {
        if (change.movesMembers()) return Uni.createFrom().item(List.of());
        String[] vanishing = vanishing(change);
        if (vanishing.length == 0) return Uni.createFrom().item(List.of());
        return connection.preparedQuery(HELD).execute(Tuple.of(vanishing)).map(rows -> {
            List<FieldError> errors = new ArrayList<>();
            for (Row row : rows) errors.add(error(row.getString("tier_code"), row.getLong("members")));
            return List.copyOf(errors);
        });
    }

    /** The codes of tiers that are gone after a change. */
    static String[] vanishing(ProgrammeChange change) {
        Set<String> left =
                change.after().tiers().stream().map(Programme.Tier::code).collect(Collectors.toSet());
        return change.before().tiers().stream()
                .map(Programme.Tier::code)
                .filter(code -> !left.contains(code))
                .toArray(String[]::new);
    }

    private static FieldError error(String code, long members) {
        return new FieldError("/tiers", "in-use", members + " members have a tier that is missing: " + code);
    }
}
