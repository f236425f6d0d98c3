package dev.huiyuan.shared.crypto;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts personal data at rest: AES-256-GCM with a random 96-bit nonce (NIST SP 800-38D). Stored form: one byte
 * for the format, one for the length of the key id, the key id, the nonce, then ciphertext and tag. The place of the
 * value (table, column, row) is authenticated with it, so that a ciphertext moved to another row does not decrypt.
 */
@ApplicationScoped
public class PersonalDataCipher {
    private static final byte FORMAT = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, SecretKeySpec> keys = new HashMap<>();
    private final String activeKeyId;

    public PersonalDataCipher(CryptoConfig config) {
        config.encryptionKeys()
                .forEach((id, key) ->
                        keys.put(id, new SecretKeySpec(Base64.getDecoder().decode(key), "AES")));
        activeKeyId = config.encryptionKeyId();
        key(activeKeyId);
    }

    /**
     * Encrypts a text.
     *
     * @param plain the text
     * @param place where it is stored, such as {@code member.name:<id>}
     */
    public byte[] encrypt(String plain, String place) {
        return encrypt(plain.getBytes(StandardCharsets.UTF_8), place);
    }

    /** Encrypts bytes; see {@link #encrypt(String, String)}. */
    public byte[] encrypt(byte[] plain, String place) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] keyId = activeKeyId.getBytes(StandardCharsets.US_ASCII);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, key(activeKeyId), nonce, place, plain);
        return ByteBuffer.allocate(2 + keyId.length + NONCE_BYTES + sealed.length)
                .put(FORMAT)
                .put((byte) keyId.length)
                .put(keyId)
                .put(nonce)
                .put(sealed)
                .array();
    }

    /** Decrypts a text that was encrypted for the same place. */
    public String decrypt(byte[] stored, String place) {
        return new String(decryptBytes(stored, place), StandardCharsets.UTF_8);
    }

    /** Decrypts bytes that were encrypted for the same place. */
    public byte[] decryptBytes(byte[] stored, String place) {
        if (stored.length < 2 + NONCE_BYTES || stored[0] != FORMAT) {
            throw new IllegalStateException("unknown format of an encrypted value at " + place);
        }
        int keyEnd = 2 + stored[1];
        String keyId = new String(stored, 2, stored[1], StandardCharsets.US_ASCII);
        byte[] nonce = Arrays.copyOfRange(stored, keyEnd, keyEnd + NONCE_BYTES);
        byte[] sealed = Arrays.copyOfRange(stored, keyEnd + NONCE_BYTES, stored.length);
        return crypt(Cipher.DECRYPT_MODE, key(keyId), nonce, place, sealed);
    }

    private SecretKeySpec key(String keyId) {
        SecretKeySpec key = keys.get(keyId);
        if (key == null) throw new IllegalStateException("no encryption key with id " + keyId);
        return key;
    }

    private static byte[] crypt(int mode, SecretKeySpec key, byte[] nonce, String place, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "cannot " + (mode == Cipher.ENCRYPT_MODE ? "encrypt " : "decrypt ") + place, e);
        }
    }
}
