package dev.huiyuan.identity;

import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.crypto.BlindIndex;
import dev.huiyuan.shared.crypto.PersonalDataCipher;
import dev.huiyuan.shared.json.Json;
import dev.huiyuan.shared.problem.ProblemCode;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of those who proved an openid that has no member yet. The token itself carries the identity, encrypted, so
 * nothing has to be kept or cleaned. The caller's id is derived from the identity: whoever signs in again and repeats
 * the registration under the same idempotency key gets the first answer.
 */
@ApplicationScoped
public class RegistrationTokens {
    private final AccessTokens tokens;
    private final PersonalDataCipher cipher;
    private final BlindIndex hashes;
    private final Json json;
    private final SecurityIdentity current;

    RegistrationTokens(
            AccessTokens tokens, PersonalDataCipher cipher, BlindIndex hashes, Json json, SecurityIdentity current) {
        this.tokens = tokens;
        this.cipher = cipher;
        this.hashes = hashes;
        this.json = json;
        this.current = current;
    }

    /** A token for the registration of somebody. */
    public String issue(WechatIdentity who) {
        UUID id = id(who);
        byte[] sealed = cipher.encrypt(json.bytes(who), place(id));
        return tokens.issueForRegistration(
                new Caller(Caller.Kind.REGISTRATION, id, Role.REGISTRATION, Set.of(), false, null),
                Base64.getUrlEncoder().withoutPadding().encodeToString(sealed));
    }

    /** Who registers, by the token of the current request; problem {@code forbidden} with any other token. */
    public WechatIdentity require(Caller caller) {
        @Nullable String sealed = current.getAttribute(BearerAuthentication.SEALED_IDENTITY);
        if (caller.kind() != Caller.Kind.REGISTRATION || sealed == null) throw ProblemCode.FORBIDDEN.with();
        byte[] plain = cipher.decryptBytes(Base64.getUrlDecoder().decode(sealed), place(caller.id()));
        return json.read(plain, WechatIdentity.class);
    }

    private UUID id(WechatIdentity who) {
        ByteBuffer hash = ByteBuffer.wrap(hashes.hash("registration", who.appId() + ":" + who.openid()));
        return new UUID(hash.getLong(), hash.getLong());
    }

    private static String place(UUID id) {
        return "registration-token:" + id;
    }
}
