/** What tests share: servers, a movable clock, and the API as a client sees it. */
@NullMarked
package dev.huiyuan.testing;

import org.jspecify.annotations.NullMarked;
