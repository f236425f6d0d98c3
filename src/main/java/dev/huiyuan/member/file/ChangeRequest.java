package dev.huiyuan.member.file;

import dev.huiyuan.member.Birthday;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Something that a member cannot change alone.
 *
 * @param birthday the birthday as it should be
 */
@Schema(examples = "{\"birthday\": {\"calendar\": \"LUNAR\", \"month\": 8, \"day\": 15}}")
record ChangeRequest(@NotNull Birthday birthday) {}
