package dev.huiyuan.shared.id;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/**
 * Makes identifiers: UUID version 7 (RFC 9562 §5.7), strictly increasing within an instance. The 12 bits after the
 * millisecond count within it and carry over into the next one (RFC 9562 §6.2, method 1), so that ids of one batch
 * sort in the order they were made.
 */
@ApplicationScoped
public class Ids {
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final int BLOCK = 512;

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final long[] randomBlock = new long[BLOCK];
    private int randomLeft;
    /** Milliseconds since the epoch, shifted left by the counter's 12 bits. */
    private long last;

    public Ids(Clock clock) {
        this.clock = clock;
    }

    /** The next identifier. */
    public synchronized UUID next() {
        last = Math.max(last + 1, clock.millis() << 12);
        long high = ((last >>> 12) << 16) | VERSION_7 | (last & 0xFFF);
        return new UUID(high, VARIANT | (randomLong() >>> 2));
    }

    /** The lowest identifier that an instant can have: what was made before it is lower. */
    public static UUID lowest(Instant instant) {
        return new UUID(instant.toEpochMilli() << 16 | VERSION_7, VARIANT);
    }

    private long randomLong() {
        if (randomLeft == 0) {
            byte[] bytes = new byte[BLOCK * Long.BYTES];
            random.nextBytes(bytes);
            java.nio.ByteBuffer.wrap(bytes).asLongBuffer().get(randomBlock);
            randomLeft = BLOCK;
        }
        return randomBlock[--randomLeft];
    }
}
