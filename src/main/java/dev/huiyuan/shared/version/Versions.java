package dev.huiyuan.shared.version;

import dev.huiyuan.shared.problem.FieldError;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Reads and writes versions of edited records in HTTP headers (RFC 9110 §8.8.3 and §13.1.1). */
public final class Versions {
    /** Every version: {@code If-Match: *}. */
    public static final int ANY = -1;

    /** Without its quotes as well: that is how many clients send it. */
    private static final Pattern OWN = Pattern.compile("(\"?)([0-9]{1,9})\\1");
    /** Entity tags that are not of one version of ours: others, weak ones, which never match here, and several. */
    private static final Pattern TAGS = Pattern.compile("(W/)?\"[!#-~]*\"( *, *(W/)?\"[!#-~]*\")*");

    private Versions() {}

    /** The {@code ETag} of a version. */
    public static String etag(int version) {
        return '"' + Integer.toString(version) + '"';
    }

    /** 200 with a record and its version as {@code ETag}. */
    public static <T> RestResponse<T> ok(T body, int version) {
        return tagged(RestResponse.Status.OK, body, version);
    }

    /** 201 with a record and its version as {@code ETag}. */
    public static <T> RestResponse<T> created(T body, int version) {
        return tagged(RestResponse.Status.CREATED, body, version);
    }

    private static <T> RestResponse<T> tagged(RestResponse.Status status, T body, int version) {
        return RestResponse.ResponseBuilder.create(status, body)
                .header(HttpHeaders.ETAG, etag(version))
                .build();
    }

    /**
     * The version that a change is based on.
     *
     * @param ifMatch the {@code If-Match} header, if there is one; it wins over the body
     * @param inBody the body's {@code version}, if there is one
     * @return the version, or {@link #ANY}; problems {@code version-required} without either, {@code version-stale} for
     *     entity tags that no version has, {@code validation-failed} for what is none
     */
    public static int require(@Nullable String ifMatch, @Nullable Integer inBody) {
        if (ifMatch != null) return inHeader(ifMatch.strip());
        if (inBody == null) throw ProblemCode.VERSION_REQUIRED.with();
        return inBody;
    }

    private static int inHeader(String ifMatch) {
        if (ifMatch.equals("*")) return ANY;
        Matcher own = OWN.matcher(ifMatch);
        if (own.matches()) return Integer.parseInt(own.group(2));
        if (TAGS.matcher(ifMatch).matches()) throw ProblemCode.VERSION_STALE.with();
        throw ProblemException.ofFields(List.of(FieldError.of(HttpHeaders.IF_MATCH, "format", "etag")));
    }

    /** Compares the version that a change is based on with the record's; problem {@code version-stale}. */
    public static void compare(int stated, int actual) {
        if (stated != ANY && stated != actual) throw ProblemCode.VERSION_STALE.with();
    }
}
