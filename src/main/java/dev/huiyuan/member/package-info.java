/**
 * Member number, file, bindings, and lookups with their cache.
 *
 * <p>Invariants: one phone, one card and one openid per app belong to one member, by constraint; personal data is
 * ciphertext, found by keyed hashes; health data is kept only under a consent of its own; nothing is decided from the
 * cache, and a write that was answered is seen at once by the instance that wrote.
 *
 * <p>Tables: {@code member}, {@code member_binding}, {@code member_consent} and {@code member_lookup_log} (both
 * append-only), {@code member_preference}, {@code member_note}. Events out: {@code member.registered.v1},
 * {@code member.confirmed.v1}, {@code member.bound.v1}, {@code member.profile-changed.v1},
 * {@code member.programmes-changed.v1}, {@code member.preferences-changed.v1}, {@code member.note-added.v1}. Events in:
 * all, to repeat the removal of cached cards.
 */
@NullMarked
package dev.huiyuan.member;

import org.jspecify.annotations.NullMarked;
