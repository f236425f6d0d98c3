@NullMarked
package dev.huiyuan.member.file;

import org.jspecify.annotations.NullMarked;
