package dev.huiyuan.member.file;

import dev.huiyuan.member.Birthday;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The profile as it should be.
 *
 * @param name the name or nickname; none removes it
 * @param birthday the birthday; set once, so none leaves it as it is
 * @param version the version that was seen, where no {@code If-Match} says so
 */
@Schema(examples = "{\"name\": \"段誉\", \"birthday\": {\"month\": 2, \"day\": 29}, \"version\": 1}")
record ProfileRequest(
        @Size(min = 1, max = 40) @Pattern(regexp = "^\\S(.*\\S)?$") @Nullable
        String name,

        @Nullable Birthday birthday,
        @Min(0) @Max(Integer.MAX_VALUE) @Nullable Integer version) {}
