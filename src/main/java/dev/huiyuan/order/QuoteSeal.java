package dev.huiyuan.order;

import dev.huiyuan.order.pricing.Basket;
import dev.huiyuan.order.pricing.BasketLine;
import dev.huiyuan.programme.Channel;
import dev.huiyuan.shared.crypto.PersonalDataCipher;
import dev.huiyuan.shared.problem.ProblemCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * Turns quotes into texts that only we can write and read, and back. So a quote costs no write, any instance honours it, and
 * it survives the loss of every cache: it is in the hands of whoever asked for it.
 */
@ApplicationScoped
class QuoteSeal {
    /** The most characters of a sealed quote: 200 lines with long references are less. */
    static final int MAX_LENGTH = 32_768;

    private static final int FORMAT = 1;
    private static final int MAX_BYTES = 131_072;
    private static final int MAX_LIST = 1_000;
    private static final String PLACE = "order.quote";

    private final PersonalDataCipher cipher;

    QuoteSeal(PersonalDataCipher cipher) {
        this.cipher = cipher;
    }

    String seal(Quote quote) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
            write(quote, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(cipher.encrypt(bytes.toByteArray(), PLACE));
    }

    /** Reads a sealed quote; problem {@code quote-invalid} for whatever is none. */
    Quote open(String sealed) {
        if (sealed.length() > MAX_LENGTH) throw ProblemCode.QUOTE_INVALID.with();
        byte[] bytes;
        try {
            bytes = cipher.decryptBytes(Base64.getUrlDecoder().decode(sealed), PLACE);
        } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException forged) {
            throw ProblemCode.QUOTE_INVALID.with();
        }
        try (DataInputStream in = new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(bytes)))) {
            return read(new DataInputStream(new ByteArrayInputStream(in.readNBytes(MAX_BYTES))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a quote says, without what tells it from another one that says the same. */
    static String content(Quote quote) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            write(quote.content(), out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    private static void write(Quote quote, DataOutputStream out) throws IOException {
        out.writeByte(FORMAT);
        id(quote.id(), out);
        id(quote.memberId(), out);
        out.writeInt(quote.programmeVersion());
        out.writeUTF(quote.tier() == null ? "" : quote.tier());
        out.writeShort(quote.couponIds().size());
        for (UUID coupon : quote.couponIds()) id(coupon, out);
        out.writeLong(quote.points());
        texts(quote.freeItems(), out);
        texts(quote.dishes(), out);
        out.writeBoolean(quote.maySpend());
        out.writeLong(quote.payableFen());
        instant(quote.validUntil(), out);
        basket(quote.basket(), out);
    }

    private static void basket(Basket basket, DataOutputStream out) throws IOException {
        id(basket.storeId(), out);
        out.writeUTF(basket.channel().name());
        instant(basket.at(), out);
        out.writeLong(basket.deliveryFen());
        out.writeLong(basket.packagingFen());
        out.writeShort(basket.lines().size());
        for (BasketLine line : basket.lines()) {
            out.writeUTF(line.ref());
            out.writeUTF(line.dishCode());
            out.writeUTF(line.categoryCode() == null ? "" : line.categoryCode());
            out.writeInt(Math.toIntExact(line.unitPriceFen()));
            out.writeInt(Math.toIntExact(line.upgradeFen()));
            out.writeShort(line.quantity());
        }
    }

    private static Quote read(DataInputStream in) throws IOException {
        if (in.readByte() != FORMAT) throw ProblemCode.QUOTE_INVALID.with();
        UUID id = id(in);
        UUID memberId = id(in);
        int version = in.readInt();
        String tier = in.readUTF();
        List<UUID> coupons = new ArrayList<>();
        for (int i = size(in); i > 0; i--) coupons.add(id(in));
        long points = in.readLong();
        List<String> freeItems = texts(in);
        List<String> dishes = texts(in);
        boolean maySpend = in.readBoolean();
        long payable = in.readLong();
        Instant validUntil = instant(in);
        return new Quote(
                id,
                memberId,
                basket(in),
                version,
                tier.isEmpty() ? null : tier,
                coupons,
                points,
                freeItems,
                dishes,
                maySpend,
                payable,
                validUntil);
    }

    private static Basket basket(DataInputStream in) throws IOException {
        UUID storeId = id(in);
        Channel channel = Channel.valueOf(in.readUTF());
        Instant at = instant(in);
        long delivery = in.readLong();
        long packaging = in.readLong();
        List<BasketLine> lines = new ArrayList<>();
        for (int i = size(in); i > 0; i--) {
            String ref = in.readUTF();
            String dish = in.readUTF();
            String category = in.readUTF();
            lines.add(new BasketLine(
                    ref, null, dish, category.isEmpty() ? null : category, in.readInt(), in.readInt(), in.readShort()));
        }
        return new Basket(storeId, channel, at, lines, delivery, packaging);
    }

    private static void id(UUID id, DataOutputStream out) throws IOException {
        out.writeLong(id.getMostSignificantBits());
        out.writeLong(id.getLeastSignificantBits());
    }

    private static UUID id(DataInputStream in) throws IOException {
        return new UUID(in.readLong(), in.readLong());
    }

    private static void instant(Instant instant, DataOutputStream out) throws IOException {
        out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, instant));
    }

    private static Instant instant(DataInputStream in) throws IOException {
        return Instant.EPOCH.plus(in.readLong(), ChronoUnit.MICROS);
    }

    private static void texts(List<String> texts, DataOutputStream out) throws IOException {
        out.writeShort(texts.size());
        for (String text : texts) out.writeUTF(text);
    }

    private static List<String> texts(DataInputStream in) throws IOException {
        List<String> texts = new ArrayList<>();
        for (int i = size(in); i > 0; i--) texts.add(in.readUTF());
        return texts;
    }

    private static int size(DataInputStream in) throws IOException {
        int size = in.readShort();
        if (size < 0 || size > MAX_LIST) throw ProblemCode.QUOTE_INVALID.with();
        return size;
    }
}
