package dev.huiyuan.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.huiyuan.shared.problem.ContentErrors;
import dev.huiyuan.shared.problem.FieldError;
import dev.huiyuan.shared.problem.JsonPointers;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.SimpleResourceInfo;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what is sent to an operation that takes no body, as unknown fields are refused everywhere: nobody would read
 * it. An empty object is as good as nothing, because some clients always send one.
 */
class UnexpectedBodies {
    private static final String API = "/v1/";
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    /** Beyond this it is certainly no empty object. */
    private static final int MAX_BYTES = 1024;

    private final ObjectMapper mapper;

    UnexpectedBodies(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    @ServerRequestFilter
    public @Nullable Uni<Void> refuse(RoutingContext routing, SimpleResourceInfo operation) {
        HttpServerRequest request = routing.request();
        if (!mayHaveBody(request) || !request.path().startsWith(API) || takesBody(operation.parameterTypes()))
            return null;
        return content(request).invoke(this::requireNothing).replaceWithVoid();
    }

    private static boolean mayHaveBody(HttpServerRequest request) {
        if (READING.contains(request.method())) return false;
        @Nullable String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null) return !length.equals("0");
        return request.version() == HttpVersion.HTTP_2 || request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    /** Bodies are records, lists or maps; and who asks for the content's type reads the content. */
    private static boolean takesBody(Class<?>[] parameters) {
        return Arrays.stream(parameters)
                .anyMatch(type -> type.isRecord()
                        || Collection.class.isAssignableFrom(type)
                        || Map.class.isAssignableFrom(type)
                        || type == MediaType.class);
    }

    private void requireNothing(Buffer content) {
        if (content.length() == 0) return;
        try {
            JsonNode sent = mapper.readTree(content.getBytes());
            if (!sent.isObject()) throw ProblemCode.REQUEST_MALFORMED.with();
            sent.fieldNames().forEachRemaining(field -> {
                throw ProblemException.ofFields(
                        List.of(FieldError.of(JsonPointers.of(field), "unknown", "unknown-field")));
            });
        } catch (JsonProcessingException e) {
            throw ContentErrors.of(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An emitter, because what Vert.x offers itself reads without a limit. What comes beyond ours is thrown away. */
    private static Uni<Buffer> content(HttpServerRequest request) {
        Buffer content = Buffer.buffer();
        return Uni.createFrom()
                .emitter(read -> request.exceptionHandler(read::fail)
                        .endHandler(end -> read.complete(content))
                        .handler(part -> {
                            if (content.length() + part.length() <= MAX_BYTES) content.appendBuffer(part);
                            else read.fail(ProblemCode.REQUEST_MALFORMED.with());
                        })
                        .resume());
    }
}
