package dev.huiyuan.shared.idempotency;

import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.json.Json;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemContexts;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code Idempotency-Key} header, quoted as in the IETF draft (draft-ietf-httpapi-idempotency-key-header)
 * or not.
 */
@ApplicationScoped
public class IdempotencyKeys {
    /** The header's name. */
    public static final String HEADER = "Idempotency-Key";

    private static final int MAX_LENGTH = 255;

    private final Json json;
    private final ProblemContexts contexts;

    public IdempotencyKeys(Json json, ProblemContexts contexts) {
        this.json = json;
        this.contexts = contexts;
    }

    /**
     * The request under its key.
     *
     * @param routing the HTTP request
     * @param caller whose key it is
     * @param route the route's name, such as {@code points.accruals}
     * @param request the parsed body with whatever of the path belongs to it: same values, same hash
     * @return problem {@code idempotency-key-missing} or {@code idempotency-key-invalid} without a usable header
     */
    public IdempotencyRequest require(RoutingContext routing, Caller caller, String route, Object... request) {
        @Nullable String header = routing.request().getHeader(HEADER);
        if (header == null) throw ProblemCode.IDEMPOTENCY_KEY_MISSING.with();
        String key = unquote(header.strip());
        if (key.isEmpty() || key.length() > MAX_LENGTH || !key.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            throw ProblemCode.IDEMPOTENCY_KEY_INVALID.with();
        }
        return new IdempotencyRequest(
                caller.idempotencyScope() + "|" + route, key, hash(request), contexts.of(routing));
    }

    private static String unquote(String header) {
        boolean quoted = header.length() >= 2 && header.startsWith("\"") && header.endsWith("\"");
        return quoted ? header.substring(1, header.length() - 1) : header;
    }

    private byte[] hash(Object[] request) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(json.bytes(request));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
