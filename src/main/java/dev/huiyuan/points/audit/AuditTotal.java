package dev.huiyuan.points.audit;

import dev.huiyuan.points.core.EntryType;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * All entries of one type.
 *
 * @param type which
 * @param entries how many
 * @param points their sum
 */
public record AuditTotal(
        EntryType type,

        @Schema(examples = "6919", minimum = "0", maximum = "9007199254740991")
        long entries,

        @Schema(examples = "245000", minimum = "-9007199254740991", maximum = "9007199254740991")
        long points) {
    /** Totals from JSON, as the database puts them together; by type. */
    static List<AuditTotal> read(String json) {
        return new JsonArray(json)
                .stream()
                        .map(JsonObject.class::cast)
                        .map(total -> new AuditTotal(
                                EntryType.valueOf(total.getString("type")),
                                total.getLong("entries"),
                                total.getLong("points")))
                        .sorted(Comparator.comparing(AuditTotal::type))
                        .toList();
    }

    AuditTotal plus(AuditTotal other) {
        return new AuditTotal(type, entries + other.entries, points + other.points);
    }
}
