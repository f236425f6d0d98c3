package dev.huiyuan.shared.problem;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says in words what a pattern asks for. Most patterns are so many of some characters or one of some values, which can be
 * read from them; the others are known here.
 */
final class PatternTexts {
    private static final String CODE = "format";

    private static final Map<String, String> KNOWN = Map.ofEntries(
            Map.entry("\\S", "trimmed"),
            Map.entry("^\\S(.*\\S)?$", "trimmed"),
            Map.entry("^\\S([^\\p{Cc}]{0,48}\\S)?$", "name"),
            Map.entry("^(\\+[1-9][0-9]{6,14}|1[3-9][0-9]{9})$", "phone"),
            Map.entry("^20[0-9]{2}-(0[1-9]|1[0-2])$", "month"),
            Map.entry("^https://[!-~]{1,492}$", "https"),
            Map.entry("^HY:[0-9A-Z]{20}$", "member-code"),
            Map.entry("^(?!order:)[\\x21-\\x7e]{1,100}$", "till-bill"),
            Map.entry("^[\\p{L}\\p{N}][\\p{L}\\p{N} -]{0,19}$", "tag"),
            Map.entry("^(?!.*[0-9]{5})[\\p{L}\\p{N}](?:[\\p{L}\\p{N} /·%.-]{0,18}[\\p{L}\\p{N}%])?$", "words"),
            Map.entry("^(free-item|discount|tier-discount):[a-z0-9-]{1,60}$", "benefit"));

    private static final Pattern VALUES = Pattern.compile("\\^\\(([A-Za-z0-9_-]+(?:\\|[A-Za-z0-9_-]+)*)\\)\\$");
    /** So many of some characters, with others for the first one. */
    private static final Pattern CHARACTERS =
            Pattern.compile("\\^?(?:\\[([^\\]\\\\]+)\\])?\\[([^\\]]+)\\]\\{([0-9]+)(?:,([0-9]+))?\\}\\$?");

    private static final Pattern RANGE = Pattern.compile("([0-9A-Za-z]-[0-9A-Za-z])(?=.)");

    private PatternTexts() {}

    static FieldError of(String pointer, String regexp) {
        @Nullable String known = KNOWN.get(regexp);
        if (known != null) return FieldError.of(pointer, CODE, known);
        Matcher values = VALUES.matcher(regexp);
        if (values.matches())
            return FieldError.of(pointer, CODE, "one-of", values.group(1).replace("|", ", "));
        Matcher characters = CHARACTERS.matcher(regexp);
        return characters.matches() ? characters(pointer, characters) : FieldError.of(pointer, CODE, CODE);
    }

    private static FieldError characters(String pointer, Matcher pattern) {
        @Nullable String first = pattern.group(1);
        String others = pattern.group(2);
        int before = first == null ? 0 : 1;
        int least = Integer.parseInt(pattern.group(3)) + before;
        int most = pattern.group(4) == null ? least : Integer.parseInt(pattern.group(4)) + before;
        if (others.equals("!-~") || others.equals("\\x21-\\x7e")) {
            return FieldError.of(pointer, CODE, "visible", least, most);
        }
        if (others.contains("\\")) return FieldError.of(pointer, CODE, CODE);
        String all = RANGE.matcher(others).replaceAll("$1 ");
        String text = least == most ? "characters-exactly" : "characters";
        if (first == null || first.equals(others)) return FieldError.of(pointer, CODE, text, least, most, all);
        String start = RANGE.matcher(first).replaceAll("$1 ");
        return FieldError.of(pointer, CODE, text + "-beginning", least, most, all, start);
    }
}
