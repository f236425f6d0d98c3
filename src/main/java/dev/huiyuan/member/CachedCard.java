package dev.huiyuan.member;

import dev.huiyuan.shared.cache.CacheShape;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;

/**
 * A member card as it is cached.
 *
 * @param memberId whose it is
 * @param json the card, ready to be answered; personal data masked
 * @param care health data and notes as they are stored, encrypted ({@link SealedCare} in JSON); empty without any
 * @param validUntilMillis until when it is right, in milliseconds since the epoch
 */
record CachedCard(UUID memberId, byte[] json, byte[] care, long validUntilMillis) {
    private static final String PREFIX = "huiyuan:member-card:";

    /** The name under which a member's card is cached. */
    static String name(UUID memberId) {
        return PREFIX + memberId;
    }

    /** Id, validity, length of the JSON, JSON, then the rest. */
    static final class Shape implements CacheShape<UUID, CachedCard> {
        private static final int HEAD_BYTES = 16 + Long.BYTES + Integer.BYTES;

        @Override
        public String name(UUID key) {
            return CachedCard.name(key);
        }

        @Override
        public byte[] encode(UUID key, CachedCard card) {
            return ByteBuffer.allocate(HEAD_BYTES + card.json.length + card.care.length)
                    .putLong(card.memberId.getMostSignificantBits())
                    .putLong(card.memberId.getLeastSignificantBits())
                    .putLong(card.validUntilMillis)
                    .putInt(card.json.length)
                    .put(card.json)
                    .put(card.care)
                    .array();
        }

        @Override
        public Optional<CachedCard> decode(UUID key, byte[] stored, int offset) {
            if (stored.length - offset < HEAD_BYTES) return Optional.empty();
            ByteBuffer buffer = ByteBuffer.wrap(stored, offset, stored.length - offset);
            UUID memberId = new UUID(buffer.getLong(), buffer.getLong());
            long validUntilMillis = buffer.getLong();
            int length = buffer.getInt();
            if (!memberId.equals(key) || length < 0 || length > buffer.remaining()) return Optional.empty();
            byte[] json = new byte[length];
            buffer.get(json);
            byte[] care = new byte[buffer.remaining()];
            buffer.get(care);
            return Optional.of(new CachedCard(memberId, json, care, validUntilMillis));
        }

        @Override
        public long validUntilMillis(CachedCard card) {
            return card.validUntilMillis;
        }
    }
}
