@NullMarked
package dev.huiyuan.coupon;

import org.jspecify.annotations.NullMarked;
