package dev.huiyuan.shared.crypto;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Finds encrypted values by equality: HMAC-SHA256 with a key of its own over kind and normalised value. Exact match
 * only.
 */
@ApplicationScoped
public class BlindIndex {
    private final Map<String, SecretKeySpec> keys = new HashMap<>();
    private final String activeKeyId;

    public BlindIndex(CryptoConfig config) {
        config.indexKeys()
                .forEach((id, key) ->
                        keys.put(id, new SecretKeySpec(Base64.getDecoder().decode(key), "HmacSHA256")));
        activeKeyId = config.indexKeyId();
        if (!keys.containsKey(activeKeyId)) throw new IllegalStateException("no index key with id " + activeKeyId);
    }

    /** The id of the key in use, stored beside each hash. */
    public String keyId() {
        return activeKeyId;
    }

    /**
     * The hash under the key in use.
     *
     * @param kind what is hashed, such as {@code phone}: equal values of two kinds have different hashes
     * @param value the normalised value
     */
    public byte[] hash(String kind, String value) {
        return hash(Objects.requireNonNull(keys.get(activeKeyId)), kind, value);
    }

    /** The hashes under every configured key, by the key's id: what was stored under an old key is found too. */
    public Map<String, byte[]> hashes(String kind, String value) {
        Map<String, byte[]> hashes = new HashMap<>();
        keys.forEach((id, key) -> hashes.put(id, hash(key, kind, value)));
        return hashes;
    }

    private static byte[] hash(SecretKeySpec key, String kind, String value) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(kind.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return mac.doFinal(value.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot hash " + kind, e);
        }
    }
}
