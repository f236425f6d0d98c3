package dev.huiyuan.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A plain HTTP client for tests that send many requests at once, to one instance or to several. */
public final class Api {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private final String address;

    /** A client of the instance at an address such as {@code http://localhost:8080}. */
    public Api(String address) {
        this.address = address;
    }

    /**
     * What came back.
     *
     * @param status the HTTP status
     * @param body the body as text
     * @param replayed whether it repeats an earlier answer
     */
    public record Reply(int status, String body, boolean replayed) {
        /** The body as JSON. */
        public JsonNode json() {
            try {
                return MAPPER.readTree(body);
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(body, e);
            }
        }

        /** A text field of the body. */
        public String text(String field) {
            return json().path(field).asText();
        }

        /** The same reply, provided that it has the status. */
        public Reply expect(int expected) {
            if (status != expected) throw new AssertionError("expected " + expected + ", got " + status + ": " + body);
            return this;
        }
    }

    /** Gets a resource. */
    public Reply get(String path, @Nullable String token) {
        return send(request(path, token, null).GET().build());
    }

    /** Posts JSON without a key. */
    public Reply post(String path, @Nullable String token, String json) {
        return post(path, token, null, json);
    }

    /** Posts JSON under an idempotency key. */
    public Reply post(String path, @Nullable String token, @Nullable String key, String json) {
        return send(request(path, token, key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build());
    }

    private HttpRequest.Builder request(String path, @Nullable String token, @Nullable String key) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address + path)).timeout(TIMEOUT);
        if (token != null) request.header("Authorization", "Bearer " + token);
        if (key != null) request.header("Idempotency-Key", key);
        return request;
    }

    private Reply send(HttpRequest request) {
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            boolean replayed =
                    response.headers().firstValue("Idempotency-Replayed").isPresent();
            return new Reply(response.statusCode(), response.body(), replayed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
