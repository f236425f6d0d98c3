@NullMarked
package dev.huiyuan.shared.idempotency;

import org.jspecify.annotations.NullMarked;
