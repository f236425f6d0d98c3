package dev.huiyuan.menu;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.Comparator;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a platform calls a dish or a store.
 *
 * @param platform the platform's code
 * @param code the platform's own code
 */
record PlatformCode(
        @NotNull @Pattern(regexp = "^[A-Z][A-Z0-9_]{0,19}$") @Schema(examples = "MEITUAN")
        String platform,

        @NotNull @Pattern(regexp = "^[!-~]{1,100}$") @Schema(examples = "sku-90213")
        String code)
        implements Comparable<PlatformCode> {
    private static final Comparator<PlatformCode> ORDER =
            Comparator.comparing(PlatformCode::platform).thenComparing(PlatformCode::code);

    @Override
    public int compareTo(PlatformCode other) {
        return ORDER.compare(this, other);
    }
}
