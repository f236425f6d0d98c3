package dev.huiyuan.app.development;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** Keys for development and tests, made at the first start and kept beside the data that they protect. */
public final class DevelopmentKeys {
    /** The id of every development key. Production refuses to start with it. */
    public static final String KEY_ID = "development";

    private static final int RSA_BITS = 2048;
    private static final int KEY_BYTES = 32;

    private DevelopmentKeys() {}

    /** The settings with the keys of a folder; makes them where there are none yet. */
    public static Map<String, String> in(Path folder) {
        Path file = folder.resolve("keys.properties");
        Properties keys = new Properties();
        try {
            if (Files.exists(file)) {
                try (InputStream in = Files.newInputStream(file)) {
                    keys.load(in);
                }
            } else {
                Files.createDirectories(folder);
                keys.putAll(make());
                try (OutputStream out = Files.newOutputStream(file)) {
                    keys.store(out, "development only");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the development keys cannot be kept in " + file, e);
        }
        Map<String, String> settings = new HashMap<>();
        keys.stringPropertyNames().forEach(name -> settings.put(name, keys.getProperty(name)));
        return settings;
    }

    private static Map<String, String> make() {
        try {
            KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
            rsa.initialize(RSA_BITS);
            byte[] signingKey = rsa.generateKeyPair().getPrivate().getEncoded();
            return Map.of(
                    "huiyuan.identity.signing-key",
                    Base64.getEncoder().encodeToString(signingKey),
                    "huiyuan.identity.signing-key-id",
                    KEY_ID,
                    "huiyuan.crypto.encryption-keys." + KEY_ID,
                    randomKey(),
                    "huiyuan.crypto.encryption-key-id",
                    KEY_ID,
                    "huiyuan.crypto.index-keys." + KEY_ID,
                    randomKey(),
                    "huiyuan.crypto.index-key-id",
                    KEY_ID);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String randomKey() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }
}
