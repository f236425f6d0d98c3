/**
 * Sign-in of members, staff, tills and partners: tokens, sessions, roles, member codes and presence.
 *
 * <p>Invariants: a credential is stored hashed only; a code works once; a presence belongs to one member, store,
 * terminal and bill. Nothing is open by default: an endpoint without a role annotation is refused.
 */
@NullMarked
package dev.huiyuan.identity;

import org.jspecify.annotations.NullMarked;
