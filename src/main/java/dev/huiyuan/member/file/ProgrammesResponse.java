package dev.huiyuan.member.file;

import java.time.OffsetDateTime;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The two choices of a member.
 *
 * @param pointsProgramme whether orders earn points
 * @param pointsJoinedAt since when; nothing before it earns
 * @param memberOffers whether the member takes the members' offers
 * @param offersJoinedAt since when
 * @param version of profile and programmes together
 */
record ProgrammesResponse(
        boolean pointsProgramme,

        @Schema(examples = "2026-11-21T12:00:00+08:00") @Nullable
        OffsetDateTime pointsJoinedAt,

        boolean memberOffers,

        @Schema(examples = "2026-11-21T12:00:00+08:00") @Nullable
        OffsetDateTime offersJoinedAt,

        @Schema(examples = "2", minimum = "1", maximum = "2147483647")
        int version) {}
