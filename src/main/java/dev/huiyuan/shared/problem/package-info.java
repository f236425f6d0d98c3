/**
 * Problems as RFC 9457 answers: one enum of codes with its texts in Chinese and English, one exception that carries
 * a code, and the mappers that own every error path of the HTTP layer.
 */
@NullMarked
package dev.huiyuan.shared.problem;

import org.jspecify.annotations.NullMarked;
