package dev.huiyuan.benefit;

import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.job.Chunk;
import dev.huiyuan.shared.json.Json;
import dev.huiyuan.shared.outbox.Outbox;
import dev.huiyuan.shared.outbox.OutboxEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** Sends the e-card on the birthday itself, once a member and year of the member's calendar. */
@ApplicationScoped
class BirthdayGreetings {
    private static final String OCCASIONS = """
            unnest($1::boolean[], $2::smallint[], $3::smallint[], $4::date[], $5::smallint[])
                with ordinality as o (lunar, month, day, celebrated, year, place)
            """;
    private static final String WHO = """
             member m
            where m.birthday_lunar = o.lunar and m.birthday_month = o.month and m.birthday_day = o.day
                and m.state = 'ACTIVE' and (m.offers_joined_at at time zone $6::text)::date <= o.celebrated
                and not exists (select from benefit_alias a where a.member_id = m.id)
                and not exists (select from benefit_greeting g where g.member_id = m.id and g.benefit_year = o.year)
            """;
    private static final String OPEN =
            "select distinct o.place from " + OCCASIONS + " cross join" + WHO + " order by o.place";
    private static final String GREET = "insert into benefit_greeting (member_id, benefit_year, greeted_on) "
            + "select m.id, o.year, $7 from " + OCCASIONS + " cross join" + WHO
            + " and m.id > $8 and m.id <= $9 order by m.id on conflict do nothing returning member_id";

    private final Outbox outbox;
    private final Json json;
    private final Ids ids;
    private final Clock clock;

    BirthdayGreetings(Outbox outbox, Json json, Ids ids, Clock clock) {
        this.outbox = outbox;
        this.json = json;
        this.ids = ids;
        this.clock = clock;
    }

    /** Those occasions on which somebody is to be greeted. */
    Uni<List<BirthdayOccasion>> open(SqlConnection connection, BirthdayDue.Day day, List<BirthdayOccasion> occasions) {
        return connection
                .preparedQuery(OPEN)
                .execute(parameters(day, occasions))
                .map(rows -> rows.stream()
                        .map(row -> occasions.get(Math.toIntExact(row.getLong("place")) - 1))
                        .toList());
    }

    /** Greets those of a range who were not greeted yet; how many. */
    Uni<Integer> greet(SqlConnection connection, BirthdayDue.Day day, BirthdayOccasion occasion, Chunk range) {
        Instant now = clock.instant();
        String payload = json.text(new BirthdayGreeting(occasion.benefitYear()));
        return connection
                .preparedQuery(GREET)
                .execute(parameters(day, List.of(occasion))
                        .addLocalDate(day.today())
                        .addUUID(range.after())
                        .addUUID(range.upTo()))
                .map(rows -> rows.stream().map(row -> row.getUUID("member_id")).toList())
                .call(greeted -> outbox.append(connection, events(greeted, payload, now)))
                .map(List::size);
    }

    private List<OutboxEvent> events(List<UUID> greeted, String payload, Instant now) {
        return greeted.stream()
                .map(memberId -> new OutboxEvent(ids.next(), BirthdayGreeting.TOPIC, memberId, payload, now))
                .toList();
    }

    private static Tuple parameters(BirthdayDue.Day day, List<BirthdayOccasion> occasions) {
        return Tuple.from(List.of(
                BirthdayDue.column(occasions, Boolean[]::new, BirthdayOccasion::byMoon),
                BirthdayDue.column(occasions, Short[]::new, occasion -> (short) occasion.month()),
                BirthdayDue.column(occasions, Short[]::new, occasion -> (short) occasion.day()),
                BirthdayDue.column(occasions, LocalDate[]::new, BirthdayOccasion::celebratedOn),
                BirthdayDue.column(occasions, Short[]::new, occasion -> (short) occasion.benefitYear()),
                day.rules().zone().getId()));
    }
}
