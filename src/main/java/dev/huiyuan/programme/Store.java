package dev.huiyuan.programme;

import java.util.UUID;

/**
 * A store of the brand.
 *
 * @param id its id
 * @param code its short code, unique
 * @param name its name for people
 * @param city where it is
 * @param address where in the city
 * @param open whether it takes orders
 */
public record Store(UUID id, String code, String name, String city, String address, boolean open) {}
