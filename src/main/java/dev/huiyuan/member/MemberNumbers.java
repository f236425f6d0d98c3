package dev.huiyuan.member;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;

/**
 * Makes member numbers: eleven random digits, the first not 0, and a check digit by Luhn's formula (ISO/IEC 7812-1
 * annex B), which finds every single wrong digit and nearly every swap of two neighbours.
 */
@ApplicationScoped
class MemberNumbers {
    static final String PATTERN = "^[1-9][0-9]{11}$";

    private static final long FIRST = 10_000_000_000L;
    private static final long COUNT = 90_000_000_000L;

    private final SecureRandom random = new SecureRandom();

    /** A number that is free as likely as not to be taken: the database decides. */
    String next() {
        String digits = Long.toString(FIRST + random.nextLong(COUNT));
        return digits + checkDigit(digits);
    }

    /** Whether the check digit fits. */
    static boolean isValid(String number) {
        return number.matches(PATTERN) && checkDigit(number.substring(0, 11)) == number.charAt(11) - '0';
    }

    private static int checkDigit(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighted = i % 2 == 0 ? digit * 2 : digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return (10 - sum % 10) % 10;
    }
}
