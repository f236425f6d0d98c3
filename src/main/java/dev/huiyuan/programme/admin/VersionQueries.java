package dev.huiyuan.programme.admin;

import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.programme.VersionCursor;
import dev.huiyuan.shared.paging.Page;
import dev.huiyuan.shared.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
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
        return versions.page(pool, VersionCursor.version(cursor), limit + 1, clock.instant())
                .map(rows -> Page.of(rows, limit, version -> VersionCursor.of(version.version()))
                        .map(version -> VersionResponse.of(version, programme.zone())));
    }

    private VersionDetailsResponse details(VersionDocument version) {
        return VersionDetailsResponse.of(version, programme.zone());
    }
}
