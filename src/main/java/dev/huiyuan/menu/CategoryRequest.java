package dev.huiyuan.menu;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A category as it shall be.
 *
 * @param code its code, unique; it stays as it is
 * @param name its name for people
 * @param sort where it stands on the menu: lower comes first, ties by code
 * @param version the version that was seen, where no {@code If-Match} says so; none for a new category
 */
record CategoryRequest(
        @NotNull @Pattern(regexp = "^[A-Z0-9][A-Z0-9-]{0,39}$") @Schema(examples = "SOUP")
        String code,

        @NotBlank @Size(max = 60) @Schema(examples = "汤羹") String name,

        @NotNull @Min(0) @Max(1_000_000) @Schema(examples = "25")
        Integer sort,

        @Nullable @PositiveOrZero @Max(999_999_999) @Schema(examples = "0")
        Integer version) {}
