package dev.huiyuan.shared.crypto;

import io.smallrye.config.ConfigMapping;
import java.util.Map;

/** Keys for personal data. They live in the secret store, never in the database. */
@ConfigMapping(prefix = "huiyuan.crypto")
public interface CryptoConfig {
    /** AES-256 keys by key id, each 32 bytes in Base64. Old ones stay until nothing is encrypted with them. */
    Map<String, String> encryptionKeys();

    /** The id of the key that encrypts what is written now. */
    String encryptionKeyId();

    /** HMAC-SHA256 keys of the blind indexes by key id, each 32 bytes in Base64. */
    Map<String, String> indexKeys();

    /** The id of the key that indexes what is written now. */
    String indexKeyId();
}
