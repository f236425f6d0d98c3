package dev.huiyuan.identity.platform;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Our apps' access tokens, from the stable token interface: while a token is valid every instance that asks gets the
 * same one, so each keeps it in memory and nothing is shared.
 */
@ApplicationScoped
class WechatTokens {
    private static final String PATH = "/cgi-bin/stable_token";

    private final WechatCalls calls;
    private final WechatConfig config;
    private final Clock clock;
    private final ConcurrentHashMap<String, Token> tokens = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Uni<String>> fetching = new ConcurrentHashMap<>();

    WechatTokens(WechatCalls calls, WechatConfig config, Clock clock) {
        this.calls = calls;
        this.config = config;
        this.clock = clock;
    }

    private record Token(String value, Instant refreshAt) {}

    /** The app's token; one request to WeChat however many callers wait for it. */
    Uni<String> current(String appId) {
        @Nullable Token known = tokens.get(appId);
        if (known != null && clock.instant().isBefore(known.refreshAt)) {
            return Uni.createFrom().item(known.value);
        }
        // Memoized: callers that come while the request is under way share it.
        return fetching.computeIfAbsent(
                appId,
                id -> Uni.createFrom()
                        .deferred(() -> fetch(id))
                        .onTermination()
                        .invoke(() -> fetching.remove(id))
                        .memoize()
                        .indefinitely());
    }

    /** Forgets a token that WeChat does not accept, unless another has taken its place already. */
    void expire(String appId, String value) {
        tokens.computeIfPresent(appId, (id, known) -> known.value.equals(value) ? null : known);
    }

    private Uni<String> fetch(String appId) {
        JsonObject request = new JsonObject()
                .put("grant_type", "client_credential")
                .put("appid", appId)
                .put("secret", calls.secret(appId))
                .put("force_refresh", false);
        return calls.call(PATH, Map.of(), request)
                .onFailure(WechatError::isToken)
                .transform(refused -> WechatCalls.unavailable(PATH, "the app secret is not accepted"))
                .map(answer -> store(appId, answer));
    }

    private String store(String appId, JsonObject answer) {
        if (!(answer.getValue("access_token") instanceof String value)
                || !(answer.getValue("expires_in") instanceof Number seconds)
                || value.isEmpty()) {
            throw WechatCalls.unavailable(PATH, "an answer without a token");
        }
        Duration life = Duration.ofSeconds(seconds.longValue());
        Duration ahead = config.tokenRefreshAhead();
        Duration used = life.compareTo(ahead.multipliedBy(2)) > 0 ? life.minus(ahead) : life.dividedBy(2);
        tokens.put(appId, new Token(value, clock.instant().plus(used)));
        return value;
    }
}
