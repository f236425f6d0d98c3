package dev.huiyuan.member;

import org.jspecify.annotations.Nullable;

/**
 * What a diner says in person on registering.
 *
 * @param pointsProgramme whether the diner joins the points programme
 * @param memberOffers whether the diner wants the members' offers
 * @param name the name or nickname, if the diner gave one
 * @param birthday the birthday, if the diner gave one
 */
public record DinerDetails(
        boolean pointsProgramme,
        boolean memberOffers,
        @Nullable String name,
        @Nullable Birthday birthday) {}
