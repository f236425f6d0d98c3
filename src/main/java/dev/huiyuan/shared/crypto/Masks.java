package dev.huiyuan.shared.crypto;

/** How personal data is shown to who may not see it whole. */
public final class Masks {
    private Masks() {}

    /**
     * A phone number with its middle hidden: {@code 138****8000}. Numbers outside the mainland keep the first three
     * and last two digits.
     *
     * @param e164 the number, such as {@code +8613800138000}
     */
    public static String phone(String e164) {
        String digits = e164.startsWith("+86") ? e164.substring(3) : e164;
        int tail = e164.startsWith("+86") ? 4 : 2;
        return digits.substring(0, 3) + "****" + digits.substring(Math.max(3, digits.length() - tail));
    }

    /** A name with all but its first character hidden: {@code 段**}. */
    public static String name(String name) {
        int first = name.offsetByCodePoints(0, 1);
        int rest = name.codePointCount(first, name.length());
        return name.substring(0, first) + "*".repeat(Math.clamp(rest, 1, 2));
    }
}
