@NullMarked
package dev.huiyuan.enrolment;

import org.jspecify.annotations.NullMarked;
