package dev.huiyuan.reward;

import static dev.huiyuan.shared.sql.SqlTypes.instant;
import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.id.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Numbered tickets of draws. */
@ApplicationScoped
class DrawTickets {
    /** The draw's row stays locked until the transaction ends, so that numbers follow each other without gaps. */
    private static final String ISSUE = """
            with draw as (
                insert into reward_draw as d (code, last_number) values ($3, 1)
                on conflict (code) do update set last_number = d.last_number + 1
                returning last_number)
            insert into reward_draw_ticket (member_id, id, draw_code, number, redemption_id, state, issued_at)
            select $1, $2, $3, last_number, $4, 'ISSUED', $5 from draw
            returning number
            """;

    private static final String VOID_TICKET = """
            update reward_draw_ticket set state = 'VOID'
            where member_id = $1 and redemption_id = $2 and state = 'ISSUED'
            """;
    private static final String OF_MEMBER = """
            select id, draw_code, number, state, issued_at from reward_draw_ticket
            where member_id = $1 and id < $2 order by id desc limit $3
            """;

    private final ProgrammeService programme;
    private final Ids ids;

    DrawTickets(ProgrammeService programme, Ids ids) {
        this.programme = programme;
        this.ids = ids;
    }

    /** Issues the draw's next ticket and returns its number. */
    Uni<Long> issue(SqlConnection connection, UUID memberId, UUID redemptionId, String drawCode, Instant now) {
        return connection
                .preparedQuery(ISSUE)
                .execute(Tuple.of(memberId, ids.next(), drawCode, redemptionId, timestamp(now)))
                .map(rows -> rows.iterator().next().getLong("number"));
    }

    /** Takes a ticket back; false where there is none that counts. */
    Uni<Boolean> takeBack(SqlConnection connection, UUID memberId, UUID redemptionId) {
        return connection
                .preparedQuery(VOID_TICKET)
                .execute(Tuple.of(memberId, redemptionId))
                .map(rows -> rows.rowCount() == 1);
    }

    /** A member's tickets, newest first. */
    Uni<List<DrawTicketResponse>> ofMember(SqlClient client, UUID memberId, UUID before, int rows) {
        return client.preparedQuery(OF_MEMBER)
                .execute(Tuple.of(memberId, before, rows))
                .map(found -> found.stream().map(this::response).toList());
    }

    private DrawTicketResponse response(Row row) {
        return new DrawTicketResponse(
                row.getUUID("id"),
                row.getString("draw_code"),
                row.getLong("number"),
                row.getString("state"),
                instant(row, "issued_at").atZone(programme.zone()).toOffsetDateTime());
    }
}
