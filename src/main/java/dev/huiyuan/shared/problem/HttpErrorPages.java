package dev.huiyuan.shared.problem;

import dev.huiyuan.shared.json.Json;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.quarkus.vertx.http.runtime.security.SecurityHandlerPriorities;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Answers what fails before the REST layer (body too large, malformed path, no route) with problems as well. */
@ApplicationScoped
class HttpErrorPages {
    private static final Map<Integer, ProblemCode> CODES = Map.of(
            400, ProblemCode.REQUEST_MALFORMED,
            401, ProblemCode.UNAUTHENTICATED,
            403, ProblemCode.FORBIDDEN,
            404, ProblemCode.NOT_FOUND,
            405, ProblemCode.METHOD_NOT_ALLOWED,
            413, ProblemCode.PAYLOAD_TOO_LARGE,
            415, ProblemCode.UNSUPPORTED_MEDIA_TYPE,
            500, ProblemCode.INTERNAL_ERROR);

    /** Before Quarkus's own check, which answers without a body. */
    private static final long LINGER_MILLIS = 1_000;

    private static final int BEFORE_UPLOAD_LIMIT = -100;
    private static final int AFTER_UPLOAD_LIMIT = -1;

    /** Lists that administrators upload; everything else is a small document. */
    private static final Pattern UPLOADS = Pattern.compile("/v1/admin/.+/uploads");

    /** Short of what the server reads at all: what is longer than that it refuses without a body. */
    private static final int MAX_ADDRESS_CHARACTERS = 4_000;

    private static final long MAX_DOCUMENT_BYTES = 256 * 1024L;

    /** Where Quarkus's REST layer looks for the limit while it reads a body without a stated length. */
    private static final String MAX_REQUEST_SIZE = "io.quarkus.max-request-size";

    /** After authentication, just before Quarkus's REST layer. */
    private static final int AFTER_AUTHENTICATION = 1 - SecurityHandlerPriorities.AUTHENTICATION;

    private final ProblemContexts contexts;
    private final Json json;
    private final long maxUploadBytes;

    HttpErrorPages(ProblemContexts contexts, Json json, VertxHttpConfig http) {
        this.contexts = contexts;
        this.json = json;
        maxUploadBytes =
                http.limits().maxBodySize().map(MemorySize::asLongValue).orElse(Long.MAX_VALUE);
    }

    void register(@Observes Router router) {
        CODES.forEach((status, code) -> router.errorHandler(status, routing -> answer(routing, code)));
        router.route().order(BEFORE_UPLOAD_LIMIT).handler(this::refuseLongAddress);
        router.route().order(BEFORE_UPLOAD_LIMIT).handler(this::refuseLargeBody);
        router.route().order(AFTER_UPLOAD_LIMIT).handler(this::limitStream);
        router.route().order(AFTER_AUTHENTICATION).handler(HttpErrorPages::leaveToMappers);
    }

    /**
     * Nothing in front of the REST layer authenticates, so nobody there has to answer a failure of it. Quarkus would
     * prepare for one by looking up the path's template for the metrics, and builds its whole routing table anew for
     * each request to do so: a twelfth of the processor time that an accrual takes here.
     */
    private static void leaveToMappers(RoutingContext routing) {
        routing.remove(QuarkusHttpUser.AUTH_FAILURE_HANDLER);
        routing.next();
    }

    private void refuseLongAddress(RoutingContext routing) {
        if (routing.request().uri().length() <= MAX_ADDRESS_CHARACTERS) routing.next();
        else answer(routing, ProblemCode.URI_TOO_LONG);
    }

    /** A body without a stated length is cut off while it is read. */
    private void refuseLargeBody(RoutingContext routing) {
        if (statedLength(routing) <= maxBytes(routing)) {
            routing.next();
            return;
        }
        // Nobody wants the body, so the connection cannot serve another request. It stays for a moment all the same,
        // and
        // what comes is thrown away: closing it while the client writes would take the answer away from it.
        routing.request().handler(discarded -> {}).resume();
        routing.response()
                .putHeader("Connection", "close")
                .endHandler(sent -> routing.vertx()
                        .setTimer(
                                LINGER_MILLIS,
                                timer -> routing.request().connection().close()));
        answer(routing, ProblemCode.PAYLOAD_TOO_LARGE);
    }

    private long maxBytes(RoutingContext routing) {
        boolean upload = UPLOADS.matcher(routing.normalizedPath()).matches();
        return upload ? maxUploadBytes : Math.min(maxUploadBytes, MAX_DOCUMENT_BYTES);
    }

    private void limitStream(RoutingContext routing) {
        if (routing.get(MAX_REQUEST_SIZE) != null) routing.put(MAX_REQUEST_SIZE, maxBytes(routing));
        routing.next();
    }

    private static long statedLength(RoutingContext routing) {
        @Nullable String length = routing.request().getHeader("Content-Length");
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException beyondLong) {
            return Long.MAX_VALUE;
        }
    }

    private void answer(RoutingContext routing, ProblemCode code) {
        if (routing.response().ended() || routing.response().headWritten()) return;
        routing.response()
                .setStatusCode(code.status())
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .end(Buffer.buffer(json.bytes(contexts.of(routing).render(code.with()))));
    }
}
