package dev.huiyuan.programme;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A store as it shall be.
 *
 * @param code its short code, unique: capitals, digits and hyphens
 * @param name its name for people
 * @param city where it is
 * @param address where in the city
 * @param open whether it takes orders
 * @param effectiveFrom from when; now where absent
 * @param version the version that was seen, where no {@code If-Match} says so; none for a new store
 */
record StoreRequest(
        @NotNull @Pattern(regexp = "^[A-Z0-9-]{1,20}$") @Schema(examples = "SH-003")
        String code,

        @NotBlank @Size(max = 100) @Schema(examples = "上海静安寺店")
        String name,

        @NotBlank @Size(max = 50) @Schema(examples = "上海") String city,

        @NotBlank @Size(max = 200) @Schema(examples = "静安区示例路4号")
        String address,

        @NotNull @Schema(examples = "true") Boolean open,

        @Schema(examples = "2027-01-01T00:00:00+08:00") @Nullable
        OffsetDateTime effectiveFrom,

        @Nullable @Positive @Schema(examples = "1") Integer version) {
    Store store(UUID id) {
        return new Store(id, code, name, city, address, open);
    }

    @Nullable
    Instant effectiveInstant() {
        return effectiveFrom == null ? null : effectiveFrom.toInstant();
    }
}
