package dev.huiyuan.member.file;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A note about a member.
 *
 * @param text what staff should know
 */
@Schema(examples = "{\"text\": \"喜欢坐靠窗的位置\"}")
record NoteRequest(@NotBlank @Size(max = 500) String text) {}
