package dev.huiyuan.shared.problem;

/**
 * One field that was refused.
 *
 * @param pointer JSON pointer (RFC 6901) to the field in the request body, or the parameter's name
 * @param code what is wrong with it, such as {@code required}, {@code unknown}, {@code out-of-range}
 * @param detail the same for people
 */
public record FieldError(String pointer, String code, String detail) {}
