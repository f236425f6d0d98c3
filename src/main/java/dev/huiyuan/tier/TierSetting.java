package dev.huiyuan.tier;

import dev.huiyuan.programme.ProgrammeVersion;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What a decision about tiers goes by.
 *
 * @param ladder the tiers
 * @param window the days that count
 * @param now the time
 * @param ids makes ids of changes
 */
record TierSetting(TierLadder ladder, TierWindow window, Instant now, Supplier<UUID> ids) {
    /** The setting of a day, for what began on it. */
    static TierSetting asOf(
            ProgrammeVersion version, List<ProgrammeVersion> all, LocalDate day, Instant now, Supplier<UUID> ids) {
        TierLadder ladder = TierLadder.of(version, all);
        return new TierSetting(ladder, TierWindow.of(ladder.rules().window(), day), now, ids);
    }

    /** The day in the programme's zone. */
    LocalDate today() {
        return window.to();
    }
}
