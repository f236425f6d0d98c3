package dev.huiyuan.identity.platform;

import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Calls WeChat and reads its answers: JSON with status 200 also for errors, told apart by {@code errcode}
 * (developers.weixin.qq.com, global error codes). Addresses are not logged, as they carry secrets.
 */
@ApplicationScoped
class WechatCalls {
    private static final Logger LOG = Logger.getLogger(WechatCalls.class);
    private static final int OK = 0;
    private static final int MAX_LOGGED = 200;
    private static final int QUOTA_RETRY_SECONDS = 60;
    private static final Duration MAX_BACK_OFF = Duration.ofSeconds(2);

    private final PlatformHttp http;
    private final WechatConfig config;

    WechatCalls(PlatformHttp http, WechatConfig config) {
        this.http = http;
        this.config = config;
    }

    /** The secret of one of our apps; problem {@code wechat-app-unknown} for any other. */
    String secret(String appId) {
        WechatConfig.@Nullable App app = config.apps().get(appId);
        if (app == null) throw ProblemCode.WECHAT_APP_UNKNOWN.with();
        return app.secret();
    }

    /**
     * Calls WeChat, again while it is busy.
     *
     * @param body sent by POST; without one the call is a GET
     * @return the answer of a success; {@link WechatError} for a token that is not accepted, a problem otherwise
     */
    Uni<JsonObject> call(String path, Map<String, String> query, @Nullable JsonObject body) {
        String address = config.baseUrl() + path + "?" + encoded(query);
        @Nullable Buffer content = body == null ? null : body.toBuffer();
        return Uni.createFrom()
                .deferred(() -> http.send(request(address, content), content, config.timeout()))
                .onFailure()
                .transform(failure -> unavailable(path, failure.toString()))
                .map(answer -> success(path, answer))
                // WeChat asks for repetition of this one error only; the code in the request is not used up by it.
                .onFailure(WechatError::isBusy)
                .retry()
                .withBackOff(config.retryBackOff(), MAX_BACK_OFF)
                .atMost(config.retries())
                .onFailure(WechatError::isBusy)
                .transform(busy -> unavailable(path, "busy"));
    }

    /** The problem of a failure on WeChat's side. */
    static ProblemException unavailable(String path, String reason) {
        LOG.warnf("WeChat %s failed: %s", path, oneLine(reason));
        return ProblemCode.WECHAT_UNAVAILABLE.with().retryAfter(1);
    }

    private static RequestOptions request(String address, @Nullable Buffer content) {
        RequestOptions request = new RequestOptions()
                .setMethod(content == null ? HttpMethod.GET : HttpMethod.POST)
                .setAbsoluteURI(address)
                .putHeader("Accept", "application/json");
        return content == null ? request : request.putHeader("Content-Type", "application/json");
    }

    private static JsonObject success(String path, PlatformAnswer answer) {
        if (!answer.isSuccess()) throw unavailable(path, "status " + answer.status());
        JsonObject json;
        int code;
        try {
            json = new JsonObject(answer.body());
            code = json.getInteger("errcode", OK);
        } catch (DecodeException | ClassCastException garbage) {
            throw unavailable(path, "no readable JSON");
        }
        if (code == OK) return json;
        throw failure(path, code, String.valueOf(json.getValue("errmsg")));
    }

    private static RuntimeException failure(String path, int code, String message) {
        return switch (code) {
            case -1 -> new WechatError(WechatError.Kind.BUSY);
            case 40001, 40014, 42001 -> new WechatError(WechatError.Kind.TOKEN);
            case 40029, 40163 -> ProblemCode.WECHAT_CODE_INVALID.with();
            case 40226 -> ProblemCode.WECHAT_USER_BLOCKED.with();
            case 45011 -> ProblemCode.TOO_MANY_REQUESTS.with().retryAfter(QUOTA_RETRY_SECONDS);
            default -> {
                // App id, secret, address list and the like: nothing that the caller could change.
                LOG.errorf("WeChat %s refused with %d: %s", path, code, oneLine(message));
                yield ProblemCode.WECHAT_UNAVAILABLE.with().retryAfter(QUOTA_RETRY_SECONDS);
            }
        };
    }

    private static String oneLine(String hostile) {
        String clean = hostile.replaceAll("\\p{Cntrl}", " ");
        return clean.substring(0, Math.min(MAX_LOGGED, clean.length()));
    }

    private static String encoded(Map<String, String> query) {
        return query.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
