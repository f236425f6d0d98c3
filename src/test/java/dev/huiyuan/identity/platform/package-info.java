@NullMarked
package dev.huiyuan.identity.platform;

import org.jspecify.annotations.NullMarked;
