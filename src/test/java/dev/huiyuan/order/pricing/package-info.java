@NullMarked
package dev.huiyuan.order.pricing;

import org.jspecify.annotations.NullMarked;
