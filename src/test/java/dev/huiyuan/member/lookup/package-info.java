@NullMarked
package dev.huiyuan.member.lookup;

import org.jspecify.annotations.NullMarked;
