package dev.huiyuan.menu;

import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.programme.Store;
import dev.huiyuan.shared.problem.FieldError;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads dishes from comma-separated values (RFC 4180, a record a line). The heading names the columns, in any order;
 * several values of a column are separated by semicolons, prices of stores are {@code SH-001=4600} and platforms' codes
 * {@code MEITUAN=sku-1}.
 */
@ApplicationScoped
class CsvDishes {
    private static final Set<String> REQUIRED =
            Set.of("code", "categoryCode", "name", "description", "priceFen", "available");
    private static final Set<String> OPTIONAL =
            Set.of("upgradeFen", "storePricesFen", "allergens", "pictureUrl", "tags", "platformCodes");

    private final ProgrammeService programme;

    CsvDishes(ProgrammeService programme) {
        this.programme = programme;
    }

    /** Lines below the heading; problem {@code upload-invalid} where the heading is not understood. */
    List<UploadedLine> read(String body) {
        List<String> texts = body.lines().toList();
        if (texts.isEmpty()) throw UploadText.refused("upload-heading");
        List<String> columns = heading(texts.getFirst());
        Map<String, UUID> stores = programme.stores().stream().collect(Collectors.toMap(Store::code, Store::id));
        List<UploadedLine> lines = new ArrayList<>();
        for (int i = 1; i < texts.size(); i++) {
            if (!texts.get(i).isBlank()) lines.add(line(i + 1, texts.get(i), columns, stores));
        }
        return lines;
    }

    private static List<String> heading(String text) {
        List<String> columns = Csv.fields(text);
        if (columns == null) throw UploadText.refused("upload-heading");
        Set<String> names = new TreeSet<>(columns);
        Set<String> missing = new TreeSet<>(REQUIRED);
        missing.removeAll(names);
        names.removeAll(REQUIRED);
        names.removeAll(OPTIONAL);
        if (!names.isEmpty()) throw UploadText.refused("upload-unknown-columns", String.join(", ", names));
        if (!missing.isEmpty()) throw UploadText.refused("upload-missing-columns", String.join(", ", missing));
        if (Set.copyOf(columns).size() < columns.size()) throw UploadText.refused("upload-repeated-columns");
        return columns;
    }

    private static UploadedLine line(int number, String text, List<String> columns, Map<String, UUID> stores) {
        List<String> fields = Csv.fields(text);
        if (fields == null || fields.size() != columns.size()) {
            return UploadedLine.refused(
                    number, null, List.of(new FieldError("", "malformed", "not as many fields as the heading")));
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < fields.size(); i++) values.put(columns.get(i), fields.get(i));
        CsvLine line = new CsvLine(values, stores);
        DishRequest dish = line.dish();
        String code = values.get("code");
        return line.errors().isEmpty()
                ? new UploadedLine(number, code, dish, List.of())
                : UploadedLine.refused(number, code, line.errors());
    }

    /** One line's values by column, and what is wrong with them. */
    private record CsvLine(Map<String, String> values, Map<String, UUID> stores, List<FieldError> errors) {
        private CsvLine(Map<String, String> values, Map<String, UUID> stores) {
            this(values, stores, new ArrayList<>());
        }

        private DishRequest dish() {
            return new DishRequest(
                    text("code"),
                    text("categoryCode"),
                    text("name"),
                    text("description"),
                    number("priceFen"),
                    prices(),
                    number("upgradeFen"),
                    Set.copyOf(many("allergens")),
                    optional("pictureUrl"),
                    Set.copyOf(many("tags")),
                    platformCodes(),
                    truth(),
                    null);
        }

        private String text(String column) {
            return values.getOrDefault(column, "");
        }

        private @Nullable String optional(String column) {
            String text = text(column);
            return text.isEmpty() ? null : text;
        }

        @SuppressWarnings("NullAway") // what is required is checked with the whole record
        private Long number(String column) {
            String text = text(column);
            if (text.isEmpty()) return null;
            return fen(text, "/" + column);
        }

        @SuppressWarnings("NullAway") // the record is not used where there are errors
        private Long fen(String text, String pointer) {
            try {
                return Long.valueOf(text);
            } catch (NumberFormatException noNumber) {
                errors.add(new FieldError(pointer, "format", "this is no whole number"));
                return null;
            }
        }

        @SuppressWarnings("NullAway") // what is required is checked with the whole record
        private Boolean truth() {
            return switch (text("available")) {
                case "true" -> true;
                case "false" -> false;
                case "" -> null;
                default -> {
                    errors.add(new FieldError("/available", "format", "neither true nor false"));
                    yield null;
                }
            };
        }

        private List<String> many(String column) {
            return text(column).isEmpty()
                    ? List.of()
                    : List.of(text(column).split(";", -1)).stream()
                            .map(String::strip)
                            .distinct()
                            .toList();
        }

        private Map<UUID, Long> prices() {
            Map<UUID, Long> prices = new LinkedHashMap<>();
            for (String pair : many("storePricesFen")) {
                int sign = pair.indexOf('=');
                UUID store = sign < 0 ? null : stores.get(pair.substring(0, sign));
                if (store == null) {
                    errors.add(new FieldError("/storePricesFen", "unknown", "there is no such store: " + pair));
                    continue;
                }
                Long price = fen(pair.substring(sign + 1), "/storePricesFen");
                if (price != null) prices.put(store, price);
            }
            return prices;
        }

        private List<PlatformCode> platformCodes() {
            List<PlatformCode> codes = new ArrayList<>();
            for (String pair : many("platformCodes")) {
                int sign = Math.max(0, pair.indexOf('='));
                codes.add(new PlatformCode(pair.substring(0, sign), pair.substring(Math.min(pair.length(), sign + 1))));
            }
            return codes;
        }
    }
}
