package dev.huiyuan.shared.problem;

/** Writes JSON pointers (RFC 6901). */
public final class JsonPointers {
    private JsonPointers() {}

    /** The pointer through fields, by name, and elements, by index. */
    public static String of(Object... steps) {
        StringBuilder pointer = new StringBuilder();
        for (Object step : steps) pointer.append('/').append(escape(step.toString()));
        return pointer.toString();
    }

    /** RFC 6901 §3: what would end a step is written differently within it. */
    private static String escape(String step) {
        return step.replace("~", "~0").replace("/", "~1");
    }
}
