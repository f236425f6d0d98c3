package dev.huiyuan.programme.admin;

import dev.huiyuan.shared.problem.FieldError;
import dev.huiyuan.shared.problem.JsonPointers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Collects what is wrong with a document; nothing stops at the first finding. */
final class Findings {
    /** What tiers and occasions are called in the document. */
    static final Pattern CODE = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    private final List<FieldError> errors = new ArrayList<>();

    /** Everything found, in the order in which it was looked for. */
    List<FieldError> errors() {
        return List.copyOf(errors);
    }

    /** Notes that a rule does not hold. */
    void require(boolean holds, String code, String detail, Object... steps) {
        if (!holds) errors.add(new FieldError(JsonPointers.of(steps), code, detail));
    }

    /** Notes a number outside of its range, both ends of it included. */
    void between(long value, long least, long most, Object... steps) {
        require(value >= least && value <= most, "out-of-range", "must be between " + least + " and " + most, steps);
    }

    /** Notes a text that says nothing or too much. */
    void text(String value, int maxLength, Object... steps) {
        require(!value.isBlank(), "required", "must not be blank", steps);
        require(
                value.codePointCount(0, value.length()) <= maxLength,
                "out-of-range",
                "must have at most " + maxLength + " characters",
                steps);
    }

    /** Notes a code that cannot be one. */
    void code(String value, Object... steps) {
        require(
                CODE.matcher(value).matches(),
                "format",
                "must be a lower-case letter, then letters, digits and hyphens, at most 40 characters",
                steps);
    }

    /** Notes a list that is too long. */
    void atMost(int most, int actual, Object... steps) {
        require(actual <= most, "out-of-range", "must have at most " + most + " elements", steps);
    }

    /** Notes elements that were there before. */
    void distinct(List<?> values, Object... steps) {
        Set<Object> seen = new HashSet<>();
        for (int i = 0; i < values.size(); i++) {
            require(seen.add(values.get(i)), "duplicate", "is there twice", then(steps, i));
        }
    }

    /** Notes elements that are not among those that exist. */
    void known(List<String> values, Set<String> existing, String what, Object... steps) {
        for (int i = 0; i < values.size(); i++) {
            require(existing.contains(values.get(i)), "unknown", "there is no such " + what, then(steps, i));
        }
    }

    /** The path with one more step. */
    static Object[] then(Object[] steps, Object... more) {
        Object[] all = java.util.Arrays.copyOf(steps, steps.length + more.length);
        System.arraycopy(more, 0, all, steps.length, more.length);
        return all;
    }
}
