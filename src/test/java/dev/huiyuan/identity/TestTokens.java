package dev.huiyuan.identity;

import dev.huiyuan.shared.caller.Caller;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Access tokens for tests, signed as the application signs its own. */
@Singleton
public class TestTokens {
    private final AccessTokens tokens;
    private final RegistrationTokens registrations;

    TestTokens(AccessTokens tokens, RegistrationTokens registrations) {
        this.tokens = tokens;
        this.registrations = registrations;
    }

    /** A token of somebody who proved an openid and may register. */
    public String registration(String appId, String openid) {
        return registrations.issue(new WechatIdentity(appId, openid, null));
    }

    /** A token of a machine, of role {@code pos} or {@code import}. */
    public String partner(String role, Set<UUID> storeIds, @Nullable String terminal) {
        return tokens.issue(
                new Caller(Caller.Kind.PARTNER, UUID.randomUUID(), role, storeIds, storeIds.isEmpty(), terminal));
    }

    /** A member's token. */
    public String member(UUID memberId) {
        return tokens.issue(new Caller(Caller.Kind.MEMBER, memberId, "member", Set.of(), false, null));
    }

    /** A staff member's token for one store and terminal. */
    public String staff(String role, UUID storeId, String terminal) {
        return tokens.issue(new Caller(Caller.Kind.STAFF, UUID.randomUUID(), role, Set.of(storeId), false, terminal));
    }

    /** A token of a staff member who may act for all stores. */
    public String staffOfAllStores(String role) {
        return tokens.issue(new Caller(Caller.Kind.STAFF, UUID.randomUUID(), role, Set.of(), true, "test-terminal"));
    }

    /** Whom a token is about. */
    public static String subject(String token) {
        byte[] claims = Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
        return new JsonObject(new String(claims, StandardCharsets.UTF_8)).getString("sub");
    }
}
