package dev.huiyuan.shared.idempotency;

import dev.huiyuan.shared.problem.Problem;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * An answer as it goes over the wire, so that a repeated request gets the very same bytes.
 *
 * @param status the HTTP status
 * @param body JSON, a problem where the status is 400 or above
 * @param replayed whether this repeats an earlier answer
 */
public record Answer(int status, byte[] body, boolean replayed) {
    /** The same answer, marked as a repetition. */
    public Answer asReplay() {
        return new Answer(status, body, true);
    }

    /** The HTTP response; a repetition carries {@code Idempotency-Replayed: true}. */
    public RestResponse<byte[]> toResponse() {
        RestResponse.ResponseBuilder<byte[]> response = RestResponse.ResponseBuilder.<byte[]>create(status)
                .entity(body)
                .header(HttpHeaders.CONTENT_TYPE, status < 400 ? MediaType.APPLICATION_JSON : Problem.MEDIA_TYPE);
        if (replayed) response.header("Idempotency-Replayed", "true");
        return response.build();
    }
}
