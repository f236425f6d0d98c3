package dev.huiyuan.programme.admin;

import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.paging.Cursor;
import dev.huiyuan.shared.paging.Page;
import dev.huiyuan.shared.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Shows versions. */
@ApplicationScoped
class VersionQueries {
    private final VersionTable versions;
    private final ProgrammeService programme;
    private final Pool pool;
    private final Clock clock;

    VersionQueries(VersionTable versions, ProgrammeService programme, Pool pool, Clock clock) {
        this.versions = versions;
        this.programme = programme;
        this.pool = pool;
        this.clock = clock;
    }

    /** The version that holds now. */
    Uni<VersionDetailsResponse> inForce() {
        return versions.inForce(pool, clock.instant()).map(this::details);
    }

    /** A version; problem {@code not-found}. */
    Uni<VersionDetailsResponse> read(int number) {
        return versions.read(pool, number, clock.instant())
                .map(found -> found.orElseThrow(ProblemCode.NOT_FOUND::with))
                .map(this::details);
    }

    /** Versions, newest first. */
    Uni<Page<VersionResponse>> list(@Nullable String cursor, int limit) {
        return versions.page(pool, number(cursor), limit + 1, clock.instant())
                .map(rows -> Page.of(rows, limit, version -> new UUID(0, version.version()))
                        .map(version -> VersionResponse.of(version, programme.zone())));
    }

    /** Cursors hold ids; a version's number stands in the lower half of one. */
    private static int number(@Nullable String cursor) {
        UUID id = Cursor.decode(cursor);
        if (cursor == null) return Integer.MAX_VALUE;
        long number = id.getLeastSignificantBits();
        if (id.getMostSignificantBits() != 0 || number < 0 || number > Integer.MAX_VALUE) {
            throw ProblemCode.CURSOR_INVALID.with();
        }
        return (int) number;
    }

    private VersionDetailsResponse details(VersionDocument version) {
        return VersionDetailsResponse.of(version, programme.zone());
    }
}
