package dev.huiyuan.identity;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The key that signs tokens and those that verify them. */
@ApplicationScoped
class SigningKeys {
    private static final int MIN_BITS = 2048;

    private final String keyId;
    private final RSAPrivateCrtKey signingKey;
    private final Map<String, PublicKey> verificationKeys = new HashMap<>();

    SigningKeys(IdentityConfig config) {
        try {
            KeyFactory rsa = KeyFactory.getInstance("RSA");
            keyId = config.signingKeyId();
            signingKey = (RSAPrivateCrtKey) rsa.generatePrivate(new PKCS8EncodedKeySpec(der(config.signingKey())));
            BigInteger modulus = signingKey.getModulus();
            if (modulus.bitLength() < MIN_BITS) throw new IllegalStateException("the signing key is too short");
            for (Map.Entry<String, String> key : config.verificationKeys().entrySet()) {
                verificationKeys.put(key.getKey(), rsa.generatePublic(new X509EncodedKeySpec(der(key.getValue()))));
            }
            verificationKeys.put(
                    keyId, rsa.generatePublic(new RSAPublicKeySpec(modulus, signingKey.getPublicExponent())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key of huiyuan.identity cannot be read", e);
        }
    }

    String keyId() {
        return keyId;
    }

    PrivateKey signingKey() {
        return signingKey;
    }

    @Nullable
    PublicKey verificationKey(@Nullable String id) {
        return id == null ? null : verificationKeys.get(id);
    }

    private static byte[] der(String pem) {
        return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    }
}
