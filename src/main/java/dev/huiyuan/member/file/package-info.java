/**
 * What members say about themselves and staff about members: profile, programmes, preferences and notes.
 *
 * <p>Invariants: a birthday is set once; joining a programme later counts from then on; health data is kept encrypted
 * and only while the member consents to it; notes are encrypted, and never changed.
 *
 * <p>Tables: {@code member} (profile and programmes), {@code member_preference}, {@code member_note}; consents through
 * {@link dev.huiyuan.member.Consents}.
 */
@NullMarked
package dev.huiyuan.member.file;

import org.jspecify.annotations.NullMarked;
