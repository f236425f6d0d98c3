import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Writes access tokens of the bench's members, one a line, signed as the application signs them. */
final class Tokens {
    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

    private Tokens() {}

    public static void main(String[] arguments) throws IOException, GeneralSecurityException {
        int first = Integer.parseInt(arguments[1]);
        int count = Integer.parseInt(arguments[2]);
        PrivateKey key = key(System.getenv("HUIYUAN_IDENTITY_SIGNING_KEY"));
        List<String> tokens = IntStream.range(first, first + count)
                .parallel()
                .mapToObj(member -> token(member, key))
                .toList();
        Files.write(Path.of(arguments[0]), tokens);
    }

    private static PrivateKey key(String pem) throws GeneralSecurityException {
        byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
    }

    private static String token(int member, PrivateKey key) {
        long now = Instant.now().getEpochSecond();
        String header = "{\"alg\":\"RS256\",\"kid\":\"" + System.getenv("HUIYUAN_IDENTITY_SIGNING_KEY_ID") + "\"}";
        String claims = "{\"iss\":\"" + System.getenv().getOrDefault("HUIYUAN_IDENTITY_ISSUER", "huiyuan")
                + "\",\"sub\":\"01990000-0000-7000-8000-" + String.format("%012x", member)
                + "\",\"aud\":\"member\",\"jti\":\"" + UUID.randomUUID() + "\",\"iat\":" + now + ",\"exp\":"
                + (now + 86_400) + ",\"groups\":[\"member\"]}";
        String signed = encode(header.getBytes(StandardCharsets.UTF_8)) + "."
                + encode(claims.getBytes(StandardCharsets.UTF_8));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + encode(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encode(byte[] bytes) {
        return URL.encodeToString(bytes);
    }
}
