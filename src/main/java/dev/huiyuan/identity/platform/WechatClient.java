package dev.huiyuan.identity.platform;

import dev.huiyuan.shared.crypto.PhoneNumber;
import dev.huiyuan.shared.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * The part of WeChat's server interface that sign-in needs. WeChat takes each code once: repeating is the caller's
 * business.
 */
@ApplicationScoped
public class WechatClient {
    private static final Logger LOG = Logger.getLogger(WechatClient.class);
    private static final String SESSION_PATH = "/sns/jscode2session";
    private static final String PHONE_PATH = "/wxa/business/getuserphonenumber";

    private final WechatCalls calls;
    private final WechatTokens tokens;
    private final WechatConfig config;
    private final Clock clock;

    WechatClient(WechatCalls calls, WechatTokens tokens, WechatConfig config, Clock clock) {
        this.calls = calls;
        this.tokens = tokens;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Who signs in ({@code code2Session}). The session key in WeChat's answer is not used and not kept.
     *
     * @param code from {@code wx.login}
     * @return problems {@code wechat-app-unknown}, {@code wechat-code-invalid}, {@code wechat-user-blocked},
     *     {@code too-many-requests}, {@code wechat-unavailable}
     */
    public Uni<WechatPerson> session(String appId, String code) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("appid", appId);
        query.put("secret", calls.secret(appId));
        query.put("js_code", code);
        query.put("grant_type", "authorization_code");
        return calls.call(SESSION_PATH, query, null)
                .onFailure(WechatError::isToken)
                .transform(refused -> WechatCalls.unavailable(SESSION_PATH, "the app secret is not accepted"))
                .map(WechatClient::person);
    }

    /**
     * The number that somebody agreed to share.
     *
     * @param openid whose code it is: WeChat refuses the code of anybody else
     * @param code from {@code getPhoneNumber}
     * @return problems as of {@link #session}, and {@code phone-unsupported}
     */
    public Uni<PhoneNumber> phone(String appId, String openid, String code) {
        return tokens.current(appId)
                .chain(token -> askPhone(token, openid, code)
                        .onFailure(WechatError::isToken)
                        .recoverWithUni(stale -> askPhoneAgain(appId, token, openid, code))
                        .map(answer -> number(appId, answer)));
    }

    private Uni<JsonObject> askPhone(String token, String openid, String code) {
        JsonObject body = new JsonObject().put("code", code).put("openid", openid);
        return calls.call(PHONE_PATH, Map.of("access_token", token), body);
    }

    private Uni<JsonObject> askPhoneAgain(String appId, String staleToken, String openid, String code) {
        tokens.expire(appId, staleToken);
        return tokens.current(appId)
                .chain(token -> askPhone(token, openid, code))
                .onFailure(WechatError::isToken)
                .transform(again -> WechatCalls.unavailable(PHONE_PATH, "a fresh access token is not accepted"));
    }

    private static WechatPerson person(JsonObject answer) {
        if (!(answer.getValue("openid") instanceof String openid) || openid.isEmpty()) {
            throw WechatCalls.unavailable(SESSION_PATH, "an answer without openid");
        }
        return new WechatPerson(openid, answer.getValue("unionid") instanceof String unionid ? unionid : null);
    }

    /** The documentation shows the country code as a number, real answers carry a text. */
    private PhoneNumber number(String appId, JsonObject answer) {
        if (!(answer.getValue("phone_info") instanceof JsonObject info)
                || !(info.getValue("purePhoneNumber") instanceof String digits)
                || !(info.getValue("watermark") instanceof JsonObject watermark)
                || !(watermark.getValue("timestamp") instanceof Number seconds)) {
            throw WechatCalls.unavailable(PHONE_PATH, "an answer without a number");
        }
        Duration age = Duration.between(Instant.ofEpochSecond(seconds.longValue()), clock.instant());
        if (!appId.equals(watermark.getValue("appid")) || age.abs().compareTo(config.phoneMaxAge()) > 0) {
            LOG.warnf("WeChat answered with a number of another app or time for app %s", appId);
            throw ProblemCode.WECHAT_CODE_INVALID.with();
        }
        return PhoneNumber.parse("+" + info.getValue("countryCode") + digits)
                .orElseThrow(ProblemCode.PHONE_UNSUPPORTED::with);
    }
}
