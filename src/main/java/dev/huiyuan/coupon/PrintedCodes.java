package dev.huiyuan.coupon;

import dev.huiyuan.shared.crypto.BlindIndex;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Codes that are printed on paper: 15 random characters of 30, which are 73 random bits, and a check character (Luhn mod N,
 * as in ISO/IEC 7812-1 for N = 10), in groups of four. No character looks like another one.
 */
@ApplicationScoped
class PrintedCodes {
    /** Without 0, O, 1, I, L and U. */
    static final String ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final String KIND = "coupon-code";
    private static final int RANDOM_CHARACTERS = 15;
    private static final int GROUP = 4;
    private static final int BASE = ALPHABET.length();

    private final BlindIndex hashes;
    private final SecureRandom random = new SecureRandom();

    PrintedCodes(BlindIndex hashes) {
        this.hashes = hashes;
    }

    /** A new code as it is printed, such as {@code 7KQW-3MXP-9ZTD-R5HK}. */
    String next() {
        StringBuilder code = new StringBuilder(RANDOM_CHARACTERS + 1);
        for (int i = 0; i < RANDOM_CHARACTERS; i++) code.append(ALPHABET.charAt(random.nextInt(BASE)));
        return grouped(code.append(checkCharacter(code)));
    }

    private static String grouped(CharSequence code) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < code.length(); i++) {
            if (i > 0 && i % GROUP == 0) text.append('-');
            text.append(code.charAt(i));
        }
        return text.toString();
    }

    /** A code as it is hashed; empty where it was mistyped, which anybody can tell without knowing a code. */
    static Optional<String> normal(String typed) {
        String code = typed.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
        if (code.length() != RANDOM_CHARACTERS + 1) return Optional.empty();
        boolean known = code.chars().allMatch(character -> ALPHABET.indexOf(character) >= 0);
        if (!known) return Optional.empty();
        String random = code.substring(0, RANDOM_CHARACTERS);
        return checkCharacter(random) == code.charAt(RANDOM_CHARACTERS) ? Optional.of(code) : Optional.empty();
    }

    /** The character that makes every single wrong one be noticed, and nearly every swap of two neighbours. */
    static char checkCharacter(CharSequence code) {
        int factor = 2;
        int sum = 0;
        for (int i = code.length() - 1; i >= 0; i--) {
            int addend = factor * ALPHABET.indexOf(code.charAt(i));
            sum += addend / BASE + addend % BASE;
            factor = 3 - factor;
        }
        return ALPHABET.charAt((BASE - sum % BASE) % BASE);
    }

    /** By which a code is found: a keyed hash under the key in use, 32 bytes. */
    byte[] hash(String printedOrNormal) {
        return hashes.hash(KIND, plain(printedOrNormal));
    }

    /** The id of the key in use. */
    String keyId() {
        return hashes.keyId();
    }

    /** The code's hashes under every key that is configured: paper outlives the key it was printed under. */
    List<byte[]> hashes(String printedOrNormal) {
        return List.copyOf(hashes.hashes(KIND, plain(printedOrNormal)).values());
    }

    private static String plain(String code) {
        return code.replace("-", "");
    }
}
