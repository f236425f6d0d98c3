package dev.huiyuan.member;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A note that staff wrote about a member, for staff.
 *
 * @param id the note
 * @param text what it says
 * @param createdAt when it was written
 */
@RegisterForReflection
public record NoteOnCard(
        UUID id,
        @Schema(examples = "喜欢坐靠窗的位置") String text,
        @Schema(examples = "2026-11-21T18:30:00+08:00") OffsetDateTime createdAt) {}
