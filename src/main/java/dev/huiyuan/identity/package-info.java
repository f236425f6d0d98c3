/**
 * Sign-in of members, staff, tills and partners: tokens, sessions, roles, member codes, phone codes and presence.
 *
 * <p>Invariants: a credential is stored hashed only; a code works once; a presence belongs to one member, store,
 * terminal and bill; a session ends when a refresh token is shown that was replaced before. Nothing is open by
 * default: an endpoint without a role annotation is refused.
 *
 * <p>Tables: {@code identity_session}, {@code identity_limit}, {@code identity_member_code},
 * {@code identity_presence}, {@code identity_phone_code}, {@code identity_wechat_exchange}, all of rows that expire and
 * are deleted; {@code identity_staff} and {@code identity_credential} are written by {@code identity.staff} and read
 * here. No events.
 */
@NullMarked
package dev.huiyuan.identity;

import org.jspecify.annotations.NullMarked;
