package dev.huiyuan.menu;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A dish as one store sells it at one moment.
 *
 * @param id its id
 * @param code its code, which stays
 * @param name its name for people
 * @param categoryCode the code of its category
 * @param priceFen its price in the store, in fen
 * @param upgradeFen what one size larger costs on top, in fen; null where there is only one size
 * @param available whether the store sells it now: neither retired, nor off, nor sold out
 * @param allergens codes of what may be dangerous to some
 * @param fingerprint changes with whatever a quote rests on: code, category, price, upgrade, available; nothing else
 */
public record MenuDish(
        UUID id,
        String code,
        String name,
        String categoryCode,
        long priceFen,
        @Nullable Long upgradeFen,
        boolean available,
        Set<String> allergens,
        String fingerprint) {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    MenuDish(
            UUID id,
            String code,
            String name,
            String categoryCode,
            long priceFen,
            @Nullable Long upgradeFen,
            boolean available,
            Set<String> allergens) {
        this(
                id,
                code,
                name,
                categoryCode,
                priceFen,
                upgradeFen,
                available,
                allergens,
                fingerprint(code, categoryCode, priceFen, upgradeFen, available));
    }

    /** FNV-1a (64 bits) over the text of what a quote rests on: the same in every instance and release. */
    private static String fingerprint(
            String code, String categoryCode, long priceFen, @Nullable Long upgradeFen, boolean available) {
        String text = code + '|' + categoryCode + '|' + priceFen + '|' + upgradeFen + '|' + available;
        long hash = FNV_OFFSET;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        return Long.toHexString(hash);
    }
}
