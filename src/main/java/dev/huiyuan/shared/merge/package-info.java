/**
 * How a capability takes part in the merge of two accounts of one person, which it must not know the writer of.
 */
@NullMarked
package dev.huiyuan.shared.merge;

import org.jspecify.annotations.NullMarked;
