package dev.huiyuan.member;

import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.crypto.PersonalDataCipher;
import dev.huiyuan.shared.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Adds what only staff see to a card: decrypted for one answer, kept nowhere. */
@ApplicationScoped
class CareOpener {
    private final PersonalDataCipher cipher;
    private final Json json;
    private final ProgrammeService programme;

    CareOpener(PersonalDataCipher cipher, Json json, ProgrammeService programme) {
        this.cipher = cipher;
        this.json = json;
        this.programme = programme;
    }

    /** The card's JSON with further fields, the same bytes where there are none. */
    byte[] open(CachedCard card, Map<String, Object> more) {
        if (card.care().length == 0 && more.isEmpty()) return card.json();
        Map<String, Object> fields = new LinkedHashMap<>(more);
        if (card.care().length > 0) openCare(card.memberId(), json.read(card.care(), SealedCare.class), fields);
        return joined(card.json(), json.bytes(fields));
    }

    private void openCare(UUID memberId, SealedCare care, Map<String, Object> fields) {
        if (care.health() != null) {
            byte[] health = cipher.decryptBytes(care.health(), Places.health(memberId));
            fields.put("health", json.read(health, HealthPreferences.class));
        }
        List<NoteOnCard> notes = care.notes().stream().map(this::note).toList();
        if (!notes.isEmpty()) fields.put("notes", notes);
    }

    private NoteOnCard note(SealedCare.SealedNote note) {
        return new NoteOnCard(
                note.id(),
                cipher.decrypt(note.text(), Places.note(note.id())),
                note.createdAt().atZone(programme.zone()).toOffsetDateTime());
    }

    /** Two JSON objects as one: the first without its last brace, the second without its first one. */
    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = new byte[first.length + second.length - 1];
        System.arraycopy(first, 0, both, 0, first.length - 1);
        both[first.length - 1] = ',';
        System.arraycopy(second, 1, both, first.length, second.length - 1);
        return both;
    }
}
