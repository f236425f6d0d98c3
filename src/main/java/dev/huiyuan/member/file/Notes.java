package dev.huiyuan.member.file;

import static dev.huiyuan.shared.sql.SqlTypes.instant;
import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.member.MemberCards;
import dev.huiyuan.member.MemberEvents;
import dev.huiyuan.member.NoteOnCard;
import dev.huiyuan.member.Places;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.crypto.PersonalDataCipher;
import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.idempotency.Answer;
import dev.huiyuan.shared.idempotency.Idempotency;
import dev.huiyuan.shared.idempotency.IdempotencyRequest;
import dev.huiyuan.shared.paging.Cursor;
import dev.huiyuan.shared.paging.Page;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.sql.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Notes that staff write about members: encrypted, and never changed. */
@ApplicationScoped
class Notes {
    private static final int MOST_NOTES = 200;

    private static final String INSERT = """
            insert into member_note (member_id, id, text, author_id, store_id, created_at)
            select $1, $2, $3, $4, $5, $6 where (select count(*) from member_note where member_id = $1) < $7
            """;
    private static final String LIST = """
            select id, text, created_at from member_note
            where member_id = $1 and id < $2 order by id desc limit $3
            """;

    private final Idempotency idempotency;
    private final Transactions transactions;
    private final MemberFile file;
    private final MemberEvents events;
    private final MemberCards cards;
    private final PersonalDataCipher cipher;
    private final ProgrammeService programme;
    private final Ids ids;
    private final Clock clock;

    Notes(
            Idempotency idempotency,
            Transactions transactions,
            MemberFile file,
            MemberEvents events,
            MemberCards cards,
            PersonalDataCipher cipher,
            ProgrammeService programme,
            Ids ids,
            Clock clock) {
        this.idempotency = idempotency;
        this.transactions = transactions;
        this.file = file;
        this.events = events;
        this.cards = cards;
        this.cipher = cipher;
        this.programme = programme;
        this.ids = ids;
        this.clock = clock;
    }

    /** Adds a note; problems {@code member-not-found}, {@code member-closed}, {@code note-limit-reached}. */
    Uni<Answer> add(IdempotencyRequest request, Caller author, UUID memberId, String text) {
        return idempotency
                .run(
                        request,
                        201,
                        connection -> file.lock(connection, memberId)
                                .chain(member -> insert(connection, author, memberId, text))
                                .call(note -> events.append(connection, memberId, MemberEvents.NOTE_ADDED)))
                .invoke(answer -> cards.invalidate(List.of(memberId)));
    }

    private Uni<NoteOnCard> insert(SqlConnection connection, Caller author, UUID memberId, String text) {
        UUID id = ids.next();
        Instant now = clock.instant();
        @Nullable
        UUID store =
                author.storeIds().size() == 1 ? author.storeIds().iterator().next() : null;
        return connection
                .preparedQuery(INSERT)
                .execute(Tuple.from(Arrays.asList(
                        memberId,
                        id,
                        Buffer.buffer(cipher.encrypt(text, Places.note(id))),
                        author.id(),
                        store,
                        timestamp(now),
                        MOST_NOTES)))
                .map(rows -> {
                    if (rows.rowCount() == 0) throw ProblemCode.NOTE_LIMIT_REACHED.with();
                    return note(id, text, now);
                });
    }

    /** A member's notes, latest first; problem {@code member-not-found}. */
    Uni<Page<NoteOnCard>> list(UUID memberId, @Nullable String cursor, int limit) {
        UUID before = Cursor.decode(cursor);
        return transactions.run(connection -> file.read(connection, memberId)
                .chain(member -> connection.preparedQuery(LIST).execute(Tuple.of(memberId, before, limit + 1)))
                .map(rows -> Page.of(rows.stream().map(this::note).toList(), limit, NoteOnCard::id)));
    }

    private NoteOnCard note(Row row) {
        UUID id = row.getUUID("id");
        return note(id, cipher.decrypt(row.getBuffer("text").getBytes(), Places.note(id)), instant(row, "created_at"));
    }

    private NoteOnCard note(UUID id, String text, Instant at) {
        return new NoteOnCard(id, text, at.atZone(programme.zone()).toOffsetDateTime());
    }
}
