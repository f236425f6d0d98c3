package dev.huiyuan.shared.problem;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Says in a caller's language why a field was refused. What has a key of its own has it in both languages. What the code
 * says in English is looked up by its words for everybody else, without the numbers in it and without what follows a
 * colon; a sentence that nobody has translated is replaced by what its code means in general.
 */
final class FieldTexts {
    private static final String KEYED = "field.";
    private static final String WORDS = "field-text.";
    private static final String GENERAL = "field-code.";

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^a-z0-9]+");

    private FieldTexts() {}

    static String of(FieldError error, Locale language) {
        if (!error.text().isEmpty()) return filled(language, error.text(), error.arguments());
        String detail = error.detail();
        // One word is a value, such as a price, and what is not ASCII speaks the caller's language already.
        boolean sentence = detail.indexOf(' ') >= 0 && detail.chars().allMatch(c -> c < 0x80);
        if (Texts.isEnglish(language) || !sentence) return detail;
        return byWords(detail, language)
                .or(() -> byFirstWords(detail, language))
                .or(() -> Texts.find(language, GENERAL + error.code()))
                .orElse(detail);
    }

    static String filled(Locale language, String text, List<String> arguments) {
        return Texts.format(Texts.of(language, KEYED + text), arguments.toArray());
    }

    private static Optional<String> byWords(String detail, Locale language) {
        List<String> numbers = new ArrayList<>(
                NUMBER.matcher(detail).results().map(MatchResult::group).toList());
        return Texts.find(language, key(detail)).map(text -> Texts.format(text, numbers.toArray()));
    }

    /** What follows a colon is a value. */
    private static Optional<String> byFirstWords(String detail, Locale language) {
        int colon = detail.indexOf(": ");
        if (colon < 0) return Optional.empty();
        return byWords(detail.substring(0, colon), language).map(text -> text + "：" + detail.substring(colon + 2));
    }

    /** The key of a sentence: its words with hyphens between them, each number an {@code n}. */
    static String key(String detail) {
        String words = NUMBER.matcher(detail).replaceAll("n").toLowerCase(Locale.ROOT);
        return WORDS + BETWEEN_WORDS.matcher(words).replaceAll("-");
    }
}
