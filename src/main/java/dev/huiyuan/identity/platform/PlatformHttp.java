package dev.huiyuan.identity.platform;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Calls other servers and believes nothing: the whole exchange has a deadline, the answer a size, redirects are not
 * followed. A generated REST client would read an answer of any size into memory first.
 */
@ApplicationScoped
class PlatformHttp {
    /** The largest answer that is read, in bytes. */
    static final int MAX_ANSWER_BYTES = 64 * 1024;

    private static final int CONNECT_TIMEOUT_MILLIS = 2_000;
    private static final int MAX_CONNECTIONS = 32;
    private static final int MAX_WAITING = 500;

    private final Vertx vertx;
    private final HttpClient client;

    PlatformHttp(Vertx vertx) {
        this.vertx = vertx;
        client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
                .setMaxPoolSize(MAX_CONNECTIONS)
                .setMaxWaitQueueSize(MAX_WAITING));
    }

    void stop(@Observes ShutdownEvent event) {
        client.close();
    }

    /**
     * Sends a request.
     *
     * @param options method, address and headers
     * @param body JSON, if any
     * @param deadline for the whole exchange
     * @return the answer of whatever status; fails with an {@link IOException} of ours or of the client's
     */
    Uni<PlatformAnswer> send(RequestOptions options, @Nullable Buffer body, Duration deadline) {
        options.setConnectTimeout(Math.min(CONNECT_TIMEOUT_MILLIS, deadline.toMillis()));
        return Uni.createFrom()
                .completionStage(() -> client.request(options)
                        .compose(request -> exchange(request, body, deadline))
                        .toCompletionStage());
    }

    private Future<PlatformAnswer> exchange(HttpClientRequest request, @Nullable Buffer body, Duration deadline) {
        long timer = vertx.setTimer(deadline.toMillis(), late -> request.reset());
        Future<HttpClientResponse> response = body == null ? request.send() : request.send(body);
        return response.compose(PlatformHttp::read).onComplete(done -> vertx.cancelTimer(timer));
    }

    private static Future<PlatformAnswer> read(HttpClientResponse response) {
        Promise<PlatformAnswer> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        response.handler(chunk -> {
            if (body.length() + chunk.length() <= MAX_ANSWER_BYTES) {
                body.appendBuffer(chunk);
            } else if (whole.tryFail(new IOException("the answer is too large"))) {
                response.request().reset();
            }
        });
        response.exceptionHandler(whole::tryFail);
        response.endHandler(end -> whole.tryComplete(new PlatformAnswer(response.statusCode(), body)));
        return whole.future();
    }
}
