package dev.huiyuan.shared.problem;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads language and trace id of a request. */
@ApplicationScoped
public class ProblemContexts {
    private static final String ATTRIBUTE = "huiyuan.problem-context";
    /** W3C Trace Context §3.2: version, trace id, parent id, flags. */
    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");

    /** The context of a request; the same object for every call within one request. */
    public ProblemContext of(RoutingContext routing) {
        @Nullable ProblemContext known = routing.get(ATTRIBUTE);
        if (known != null) return known;
        ProblemContext context = new ProblemContext(language(routing.request()), traceId(routing.request()));
        routing.put(ATTRIBUTE, context);
        return context;
    }

    private static Locale language(HttpServerRequest request) {
        @Nullable String accepted = request.getHeader("Accept-Language");
        if (accepted == null) return Locale.CHINESE;
        try {
            @Nullable
            String tag = Locale.lookupTag(Locale.LanguageRange.parse(accepted), java.util.List.of("zh", "en"));
            return "en".equals(tag) ? Locale.ENGLISH : Locale.CHINESE;
        } catch (IllegalArgumentException malformed) {
            return Locale.CHINESE;
        }
    }

    private static String traceId(HttpServerRequest request) {
        @Nullable String parent = request.getHeader("traceparent");
        if (parent != null) {
            Matcher matcher = TRACEPARENT.matcher(parent);
            if (matcher.matches()) return matcher.group(1);
        }
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
    }
}
