/**
 * Who is calling: kind, role, stores and terminal of the authenticated caller, as every capability sees it.
 */
@NullMarked
package dev.huiyuan.shared.caller;

import org.jspecify.annotations.NullMarked;
