/** What the packaged application holds, checked after it is built. */
@NullMarked
package dev.huiyuan.packaging;

import org.jspecify.annotations.NullMarked;
