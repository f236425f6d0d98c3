package dev.huiyuan.identity;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** Random secrets that we hand out, and the hash by which we keep them. */
@ApplicationScoped
public class Secrets {
    /** Crockford's base 32: no letter that people take for a digit. */
    private static final String BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final int SECRET_BYTES = 32;
    private static final int PHONE_CODES = 1_000_000;

    private final SecureRandom random = new SecureRandom();

    /** 256 random bits. */
    byte[] bytes() {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return secret;
    }

    /** 256 random bits as text. */
    public String text() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes());
    }

    /** Random capital letters and digits, 5 bits each. */
    public String base32(int characters) {
        StringBuilder text = new StringBuilder(characters);
        for (int i = 0; i < characters; i++) text.append(BASE32.charAt(random.nextInt(BASE32.length())));
        return text.toString();
    }

    /** Six random digits. */
    String sixDigits() {
        return Integer.toString(PHONE_CODES + random.nextInt(PHONE_CODES)).substring(1);
    }

    /** SHA-256, enough for what has 256 random bits. */
    public static byte[] hash(String secret) {
        return hash(secret.getBytes(StandardCharsets.US_ASCII));
    }

    static byte[] hash(byte[] secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
