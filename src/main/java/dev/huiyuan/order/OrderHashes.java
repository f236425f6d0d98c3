package dev.huiyuan.order;

import dev.huiyuan.shared.idempotency.IdempotencyRequest;
import dev.huiyuan.shared.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Recognises requests that were made before: by what they ask for, and by their key. */
@ApplicationScoped
class OrderHashes {
    private final Quotes quotes;
    private final Json json;

    OrderHashes(Quotes quotes, Json json) {
        this.quotes = quotes;
        this.json = json;
    }

    /**
     * An order of a member. One with a quote asks for what the quote says.
     *
     * @param businessDate that of the bill: a report without it may be of a bill that has one, or the other way round
     */
    OrderBill.Asked asked(
            IdempotencyRequest request, UUID memberId, PlaceOrderRequest order, @Nullable LocalDate businessDate) {
        String quote = order.quoteId() == null ? null : quotes.content(order.quoteId());
        return asked(request, List.of(memberId, order.content(quote, businessDate)));
    }

    /**
     * A request.
     *
     * @param content what it asks for, without what may differ when it is repeated
     */
    OrderBill.Asked asked(IdempotencyRequest request, Object content) {
        String key = request.scope() + '\n' + request.key();
        return new OrderBill.Asked(sha256(json.bytes(content)), sha256(key.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
