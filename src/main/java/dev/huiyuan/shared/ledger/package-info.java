/**
 * How a capability takes part in a ledger batch that it must not call.
 */
@NullMarked
package dev.huiyuan.shared.ledger;

import org.jspecify.annotations.NullMarked;
