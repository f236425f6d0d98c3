@NullMarked
package dev.huiyuan.app.development;

import org.jspecify.annotations.NullMarked;
