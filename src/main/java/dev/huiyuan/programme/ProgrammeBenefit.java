package dev.huiyuan.programme;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Something that members get, as it is told at registration.
 *
 * @param code which
 * @param title the same for people
 */
public record ProgrammeBenefit(
        @Schema(examples = "birthday-points") String code,
        @Schema(examples = "生日月2倍积分") String title) {}
