package dev.huiyuan.shared.version;

import dev.huiyuan.shared.problem.ProblemCode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads and writes versions of edited records in HTTP headers (RFC 9110 §8.8.3 and §13.1.1). */
public final class Versions {
    private static final Pattern ETAG = Pattern.compile("\"?([0-9]{1,9})\"?");

    private Versions() {}

    /** The {@code ETag} of a version. */
    public static String etag(int version) {
        return '"' + Integer.toString(version) + '"';
    }

    /**
     * The version that a change is based on.
     *
     * @param ifMatch the {@code If-Match} header, if there is one; it wins over the body
     * @param inBody the body's {@code version}, if there is one
     * @return problem {@code version-required} without either, {@code version-stale} for a header that no version has
     */
    public static int require(@Nullable String ifMatch, @Nullable Integer inBody) {
        if (ifMatch != null) {
            Matcher matcher = ETAG.matcher(ifMatch.strip());
            if (!matcher.matches()) throw ProblemCode.VERSION_STALE.with();
            return Integer.parseInt(matcher.group(1));
        }
        if (inBody == null) throw ProblemCode.VERSION_REQUIRED.with();
        return inBody;
    }

    /** Compares the version that a change is based on with the record's; problem {@code version-stale}. */
    public static void compare(int stated, int actual) {
        if (stated != actual) throw ProblemCode.VERSION_STALE.with();
    }
}
