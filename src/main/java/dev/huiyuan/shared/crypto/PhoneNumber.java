package dev.huiyuan.shared.crypto;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A mobile number in E.164 form. Without a country code it is a number of mainland China.
 *
 * @param e164 such as {@code +8613800138000}
 */
public record PhoneNumber(String e164) {
    private static final Pattern MAINLAND = Pattern.compile("1[3-9][0-9]{9}");
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

    /** What a client may send, as a regular expression. */
    public static final String PATTERN = "^(\\+[1-9][0-9]{6,14}|1[3-9][0-9]{9})$";

    /** Reads a number as people type it; empty for what is no mobile number. */
    public static Optional<PhoneNumber> parse(String text) {
        String compact = text.replaceAll("[ -]", "");
        if (MAINLAND.matcher(compact).matches()) return Optional.of(new PhoneNumber("+86" + compact));
        if (!E164.matcher(compact).matches()) return Optional.empty();
        if (compact.startsWith("+86") && !MAINLAND.matcher(compact.substring(3)).matches()) return Optional.empty();
        return Optional.of(new PhoneNumber(compact));
    }

    /** The number with its middle hidden. */
    public String masked() {
        return Masks.phone(e164);
    }

    /** The masked form: a number must not reach a log by accident. */
    @Override
    public String toString() {
        return masked();
    }
}
