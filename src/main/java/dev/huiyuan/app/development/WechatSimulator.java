package dev.huiyuan.app.development;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.arc.profile.IfBuildProfile;
import io.vertx.core.json.JsonObject;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/**
 * Plays WeChat on WeChat's own paths, with codes that work once and for five minutes; and the diner's phone, which
 * gets such codes from WeChat.
 */
@Path("/simulator/wechat")
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Cancellable(false)
@IfBuildProfile(anyOf = {"dev", "test"})
class WechatSimulator {
    private static final Duration CODE_LIFE = Duration.ofMinutes(5);
    private static final int TOKEN_LIFE_SECONDS = 7_200;
    private static final int MAX_CODES = 100_000;
    private static final String ACCESS_TOKEN = "simulated-access-token";

    private static final JsonObject OK = new JsonObject().put("errcode", 0).put("errmsg", "ok");
    private static final int INVALID_CODE = 40029;
    private static final int USED_CODE = 40163;
    private static final int INVALID_TOKEN = 40001;

    private final Clock clock;
    private final Cache<String, String> openidsByLoginCode = codes();
    private final Cache<String, SharedPhone> phonesByPhoneCode = codes();
    private final Cache<String, Boolean> usedCodes = codes();

    WechatSimulator(Clock clock) {
        this.clock = clock;
    }

    private record SharedPhone(String openid, String phone) {}

    /**
     * A person takes the phone out.
     *
     * @param user any name: the same name is the same person
     * @param phone the number that the person shares; without one there is no phone code
     */
    record Person(@NotNull String user, @Nullable String phone) {}

    /** What {@code wx.login} and {@code getPhoneNumber} hand to the mini-program. */
    record Codes(String loginCode, @Nullable String phoneCode) {}

    @POST
    @Path("/codes")
    @Operation(hidden = true)
    public Codes codes(Person person) {
        String loginCode = "login-" + UUID.randomUUID();
        openidsByLoginCode.put(loginCode, openid(person.user));
        if (person.phone == null) return new Codes(loginCode, null);
        String phoneCode = "phone-" + UUID.randomUUID();
        phonesByPhoneCode.put(phoneCode, new SharedPhone(openid(person.user), person.phone));
        return new Codes(loginCode, phoneCode);
    }

    @GET
    @Path("/sns/jscode2session")
    @Operation(hidden = true)
    public JsonObject session(@QueryParam("js_code") @Nullable String code) {
        @Nullable
        String openid = code == null ? null : openidsByLoginCode.asMap().remove(code);
        if (code == null || openid == null) return refused(code);
        usedCodes.put(code, true);
        return new JsonObject()
                .put("openid", openid)
                .put("unionid", "u" + openid)
                .put(
                        "session_key",
                        Base64.getEncoder().encodeToString(code.substring(0, 16).getBytes(StandardCharsets.US_ASCII)));
    }

    @POST
    @Path("/cgi-bin/stable_token")
    @Operation(hidden = true)
    public JsonObject token() {
        return new JsonObject().put("access_token", ACCESS_TOKEN).put("expires_in", TOKEN_LIFE_SECONDS);
    }

    /** As WeChat reads it. */
    record PhoneQuestion(@NotNull String code, @Nullable String openid) {}

    @POST
    @Path("/wxa/business/getuserphonenumber")
    @Operation(hidden = true)
    public JsonObject phone(@QueryParam("access_token") @Nullable String token, PhoneQuestion question) {
        if (!ACCESS_TOKEN.equals(token)) return error(INVALID_TOKEN);
        @Nullable SharedPhone shared = phonesByPhoneCode.getIfPresent(question.code);
        boolean owner = shared != null && (question.openid == null || question.openid.equals(shared.openid));
        if (shared == null || !owner || !phonesByPhoneCode.asMap().remove(question.code, shared)) {
            return refused(question.code);
        }
        usedCodes.put(question.code, true);
        JsonObject watermark = new JsonObject()
                .put("timestamp", clock.instant().getEpochSecond())
                .put("appid", DevelopmentEnvironment.WECHAT_APP_ID);
        JsonObject info = new JsonObject()
                .put("phoneNumber", shared.phone)
                .put("purePhoneNumber", shared.phone)
                .put("countryCode", "86")
                .put("watermark", watermark);
        return OK.copy().put("phone_info", info);
    }

    private JsonObject refused(@Nullable String code) {
        return error(code != null && usedCodes.getIfPresent(code) != null ? USED_CODE : INVALID_CODE);
    }

    private static JsonObject error(int code) {
        return new JsonObject()
                .put("errcode", code)
                .put("errmsg", "refused by the simulator rid: " + UUID.randomUUID());
    }

    private static String openid(String user) {
        UUID name = UUID.nameUUIDFromBytes(user.getBytes(StandardCharsets.UTF_8));
        return "o" + name.toString().replace("-", "").substring(0, 27);
    }

    private static <V> Cache<String, V> codes() {
        return Caffeine.newBuilder()
                .maximumSize(MAX_CODES)
                .expireAfterWrite(CODE_LIFE)
                .build();
    }
}
