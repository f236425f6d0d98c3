package dev.huiyuan.shared.problem;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * One field that was refused.
 *
 * @param pointer JSON pointer (RFC 6901) to the field in the request body, empty for all of it, or the parameter's name
 * @param code what is wrong with it, such as {@code required}, {@code unknown}, {@code out-of-range}
 * @param detail the same for people; English until {@link #in} says it in the caller's language
 * @param text the key of the detail's text; empty where the detail itself is looked up
 * @param arguments what the text's places are filled with
 */
public record FieldError(
        String pointer,
        String code,
        String detail,
        @JsonIgnore String text,
        @JsonIgnore List<String> arguments) {
    /** A field whose refusal is said in English here; {@link FieldTexts} knows the sentence in Chinese. */
    public FieldError(String pointer, String code, String detail) {
        this(pointer, code, detail, "", List.of());
    }

    /**
     * A field whose refusal has a text in both languages.
     *
     * @param text its key in the problems' texts, without the {@code field.} in front
     * @param arguments what the text's places are filled with
     */
    public static FieldError of(String pointer, String code, String text, Object... arguments) {
        List<String> filled = Stream.of(arguments).map(String::valueOf).toList();
        return new FieldError(pointer, code, FieldTexts.filled(Locale.ENGLISH, text, filled), text, filled);
    }

    /** The same for a caller of this language. */
    public FieldError in(Locale language) {
        return new FieldError(pointer, code, FieldTexts.of(this, language));
    }
}
