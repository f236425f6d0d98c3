/**
 * Who is this and what do they have: the member card for members, and for staff by code, phone, number or card.
 *
 * <p>Invariants: only a code opens a presence, the member's own or one sent to the phone; every lookup by phone is
 * recorded, with the member and without the phone.
 *
 * <p>Table: {@code member_lookup_log} (append-only, written in batches).
 */
@NullMarked
package dev.huiyuan.member.lookup;

import org.jspecify.annotations.NullMarked;
