package dev.huiyuan.programme;

import dev.huiyuan.shared.paging.Cursor;
import dev.huiyuan.shared.paging.Page;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What anybody may know about the programme. */
@Path("/v1")
@Tag(name = "Programme")
@Produces(MediaType.APPLICATION_JSON)
class ProgrammeResource {
    private final ProgrammeService programme;
    private final Clock clock;

    ProgrammeResource(ProgrammeService programme, Clock clock) {
        this.programme = programme;
        this.clock = clock;
    }

    @GET
    @NonBlocking
    @Path("/programme")
    @PermitAll
    @Operation(operationId = "readProgramme", summary = "The programme: benefits, tiers, notices")
    public ProgrammeResponse programme() {
        Instant now = clock.instant();
        return ProgrammeResponse.of(programme.at(now), UpcomingDays.of(programme::at, now));
    }

    @GET
    @NonBlocking
    @Path("/stores")
    @PermitAll
    @Operation(operationId = "listStores", summary = "Stores that take orders, newest first")
    public Page<StoreResponse> stores(
            @QueryParam("limit") @DefaultValue(Cursor.DEFAULT_LIMIT) @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        UUID before = Cursor.decode(cursor);
        List<Store> rows = programme.stores().stream()
                .filter(Store::open)
                .filter(store -> unsigned(store.id()).compareTo(unsigned(before)) < 0)
                .sorted(Comparator.comparing((Store store) -> unsigned(store.id()))
                        .reversed())
                .limit(limit + 1L)
                .toList();
        return Page.of(rows, limit, Store::id).map(StoreResponse::of);
    }

    /** Ids in the database's order: UUID.compareTo compares signed halves. */
    private static String unsigned(UUID id) {
        return id.toString();
    }
}
