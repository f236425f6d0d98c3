package dev.huiyuan.member;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.card.MemberCardPart;
import dev.huiyuan.shared.crypto.Masks;
import dev.huiyuan.shared.crypto.PersonalDataCipher;
import dev.huiyuan.shared.json.Json;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the cards of many members at once: a fixed number of statements on one connection, one for each part. */
@ApplicationScoped
class CardAssembler {
    private static final int NOTES_SHOWN = 5;

    private static final String MEMBERS = """
            select m.id, m.member_no, m.state, m.name, m.points_joined_at is not null as points_programme,
                m.offers_joined_at is not null as member_offers, phone.value as phone, p.choices::text as choices,
                p.health
            from member m
            left join lateral (
                select value from member_binding b where b.member_id = m.id and b.kind = 'PHONE' limit 1) phone on true
            left join member_preference p on p.member_id = m.id
            where m.id = any($1)
            """;
    private static final String NOTES = """
            select n.member_id, n.id, n.text, n.created_at
            from unnest($1::uuid[]) as asked (id)
            cross join lateral (
                select * from member_note where member_id = asked.id order by id desc limit $2) n
            order by n.id desc
            """;

    private final Pool pool;
    private final List<MemberCardPart> parts;
    private final PersonalDataCipher cipher;
    private final Bindings bindings;
    private final ProgrammeService programme;
    private final Json json;
    private final ObjectMapper mapper;
    private final Clock clock;

    CardAssembler(
            Pool pool,
            @Any Instance<MemberCardPart> parts,
            PersonalDataCipher cipher,
            Bindings bindings,
            ProgrammeService programme,
            Json json,
            ObjectMapper mapper,
            Clock clock) {
        this.pool = pool;
        this.parts = parts.stream()
                .sorted(Comparator.comparing(MemberCardPart::name))
                .toList();
        this.cipher = cipher;
        this.bindings = bindings;
        this.programme = programme;
        this.json = json;
        this.mapper = mapper;
        this.clock = clock;
    }

    /** A card while its parts are being read. */
    private static final class Draft {
        private final ObjectNode card;
        private Instant validUntil;
        private SealedCare care;

        Draft(ObjectNode card, Instant validUntil, SealedCare care) {
            this.card = card;
            this.validUntil = validUntil;
            this.care = care;
        }

        void until(@Nullable Instant instant) {
            if (instant != null && instant.isBefore(validUntil)) validUntil = instant;
        }
    }

    /** The cards of members; an unknown one has none. */
    Uni<Map<UUID, CachedCard>> read(List<UUID> memberIds) {
        return pool.withConnection(connection -> members(connection, memberIds)
                        .call(drafts -> notes(connection, drafts))
                        .call(drafts -> addParts(connection, drafts)))
                .map(this::finish);
    }

    private Uni<Map<UUID, Draft>> members(SqlConnection connection, List<UUID> memberIds) {
        ZoneId zone = programme.zone();
        Instant midnight = clock.instant()
                .atZone(zone)
                .toLocalDate()
                .plusDays(1)
                .atStartOfDay(zone)
                .toInstant();
        return connection
                .preparedQuery(MEMBERS)
                .execute(Tuple.of(memberIds.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<UUID, Draft> drafts = HashMap.newHashMap(rows.size());
                    rows.forEach(row -> drafts.put(row.getUUID("id"), draft(row, midnight)));
                    return drafts;
                });
    }

    private Draft draft(Row row, Instant midnight) {
        UUID memberId = row.getUUID("id");
        ObjectNode card = mapper.createObjectNode()
                .put("memberId", memberId.toString())
                .put("memberNo", row.getString("member_no"))
                .put("state", row.getString("state"));
        @Nullable Buffer name = row.getBuffer("name");
        if (name != null) card.put("name", Masks.name(cipher.decrypt(name.getBytes(), Places.name(memberId))));
        @Nullable String phone = bindings.decryptOrNull(memberId, BindingKind.PHONE, row, "phone");
        if (phone != null) card.put("phone", Masks.phone(phone));
        card.put("pointsProgramme", row.getBoolean("points_programme"));
        card.put("memberOffers", row.getBoolean("member_offers"));
        @Nullable String choices = row.getString("choices");
        if (choices != null) card.set("preferences", mapper.valueToTree(json.read(choices, FoodPreferences.class)));
        @Nullable Buffer health = row.getBuffer("health");
        return new Draft(card, midnight, new SealedCare(health == null ? null : health.getBytes(), List.of()));
    }

    private static Uni<Void> notes(SqlConnection connection, Map<UUID, Draft> drafts) {
        return connection
                .preparedQuery(NOTES)
                .execute(Tuple.of(drafts.keySet().toArray(UUID[]::new), NOTES_SHOWN))
                .invoke(rows -> rows.forEach(row -> addNote(drafts.get(row.getUUID("member_id")), row)))
                .replaceWithVoid();
    }

    private static void addNote(@Nullable Draft draft, Row row) {
        if (draft == null) return;
        SealedCare.SealedNote note = new SealedCare.SealedNote(
                row.getUUID("id"),
                row.getBuffer("text").getBytes(),
                row.getOffsetDateTime("created_at").toInstant());
        List<SealedCare.SealedNote> notes = new java.util.ArrayList<>(draft.care.notes());
        notes.add(note);
        draft.care = new SealedCare(draft.care.health(), List.copyOf(notes));
    }

    /** One after the other: the parts share the connection. */
    private Uni<Void> addParts(SqlConnection connection, Map<UUID, Draft> drafts) {
        Uni<Void> all = Uni.createFrom().voidItem();
        if (drafts.isEmpty()) return all;
        for (MemberCardPart part : parts) {
            all = all.chain(() -> part.read(connection, drafts.keySet()))
                    .invoke(values -> values.forEach((memberId, value) -> add(drafts, memberId, part.name(), value)))
                    .replaceWithVoid();
        }
        return all;
    }

    private void add(Map<UUID, Draft> drafts, UUID memberId, String name, MemberCardPart.Part part) {
        @Nullable Draft draft = drafts.get(memberId);
        if (draft == null) return;
        draft.card.set(name, mapper.valueToTree(part.value()));
        draft.until(part.validUntil());
    }

    private Map<UUID, CachedCard> finish(Map<UUID, Draft> drafts) {
        Map<UUID, CachedCard> cards = HashMap.newHashMap(drafts.size());
        drafts.forEach((memberId, draft) -> cards.put(memberId, finish(memberId, draft)));
        return cards;
    }

    private CachedCard finish(UUID memberId, Draft draft) {
        draft.card.set(
                "validUntil",
                mapper.valueToTree(draft.validUntil.atZone(programme.zone()).toOffsetDateTime()));
        byte[] care = draft.care.isEmpty() ? new byte[0] : json.bytes(draft.care);
        return new CachedCard(memberId, json.bytes(draft.card), care, draft.validUntil.toEpochMilli());
    }
}
