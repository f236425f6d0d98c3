package dev.huiyuan.points;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Available points that expire together.
 *
 * @param expiresAt the first instant at which they are gone; null when they stay
 * @param validThrough the last day on which they can be spent; null when they stay
 * @param points how many
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ExpiringPoints(
        @Schema(examples = "2027-01-01T00:00:00+08:00") @Nullable
        OffsetDateTime expiresAt,

        @Schema(examples = "2026-12-31") @Nullable LocalDate validThrough,

        @Schema(examples = "116", minimum = "1", maximum = "9007199254740991")
        long points) {}
