package dev.huiyuan.member.file;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The two choices of a member.
 *
 * @param pointsProgramme whether orders earn points
 * @param memberOffers whether the member takes the members' offers
 * @param version the version that was seen, where no {@code If-Match} says so
 */
@Schema(examples = "{\"pointsProgramme\": true, \"memberOffers\": false, \"version\": 1}")
record ProgrammesRequest(
        @NotNull Boolean pointsProgramme,
        @NotNull Boolean memberOffers,
        @Min(0) @Max(Integer.MAX_VALUE) @Nullable Integer version) {}
