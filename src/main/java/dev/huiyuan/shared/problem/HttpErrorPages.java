package dev.huiyuan.shared.problem;

import dev.huiyuan.shared.json.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;

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

    private final ProblemContexts contexts;
    private final Json json;

    HttpErrorPages(ProblemContexts contexts, Json json) {
        this.contexts = contexts;
        this.json = json;
    }

    void register(@Observes Router router) {
        CODES.forEach((status, code) -> router.errorHandler(status, routing -> answer(routing, code)));
    }

    private void answer(RoutingContext routing, ProblemCode code) {
        if (routing.response().ended() || routing.response().headWritten()) return;
        routing.response()
                .setStatusCode(code.status())
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .end(Buffer.buffer(json.bytes(contexts.of(routing).render(code.with()))));
    }
}
