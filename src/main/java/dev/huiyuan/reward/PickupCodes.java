package dev.huiyuan.reward;

import dev.huiyuan.identity.Secrets;
import dev.huiyuan.shared.crypto.BlindIndex;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Codes by which a reserved reward is fetched. They say something together with the redemption's id only, and are kept as
 * a hash under a key that the database does not have.
 */
@ApplicationScoped
class PickupCodes {
    /** 50 random bits. */
    private static final int CHARACTERS = 10;

    private final Secrets secrets;
    private final BlindIndex index;

    PickupCodes(Secrets secrets, BlindIndex index) {
        this.secrets = secrets;
        this.index = index;
    }

    /** A new code, which is shown once. */
    String next() {
        return secrets.base32(CHARACTERS);
    }

    /** How a code is kept. */
    Redemption.PickupHash hash(UUID redemptionId, String code) {
        return new Redemption.PickupHash(index.keyId(), bytes(redemptionId, code));
    }

    /** Whether a code is the redemption's; a code from before a change of keys is none any more. */
    boolean matches(Redemption redemption, @Nullable String code) {
        Redemption.PickupHash kept = redemption.given().pickup();
        if (kept == null || code == null || !kept.keyId().equals(index.keyId())) return false;
        return MessageDigest.isEqual(kept.hash(), bytes(redemption.id(), code));
    }

    private byte[] bytes(UUID redemptionId, String code) {
        return index.hash("reward-pickup:" + redemptionId, code.toUpperCase(Locale.ROOT));
    }
}
