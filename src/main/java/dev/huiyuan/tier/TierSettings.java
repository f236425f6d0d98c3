package dev.huiyuan.tier;

import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.programme.ProgrammeVersion;
import dev.huiyuan.shared.id.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules of tiers at an instant, from the programme. */
@ApplicationScoped
class TierSettings {
    private final ProgrammeService programme;
    private final Ids ids;
    private final Clock clock;
    /** What was asked for last: every batch of the ledger asks. */
    private volatile @Nullable Known known;

    private record Known(ProgrammeVersion version, List<ProgrammeVersion> all, TierLadder ladder) {}

    TierSettings(ProgrammeService programme, Ids ids, Clock clock) {
        this.programme = programme;
        this.ids = ids;
        this.clock = clock;
    }

    /** By the rules of now. */
    TierSetting now() {
        return at(clock.instant());
    }

    /** By the rules of an instant. */
    TierSetting at(Instant now) {
        ProgrammeVersion version = programme.at(now);
        LocalDate today = LocalDate.ofInstant(now, version.rules().zone());
        TierLadder ladder = ladder(version, programme.versions());
        return new TierSetting(ladder, TierWindow.of(ladder.rules().window(), today), now, ids::next);
    }

    @SuppressWarnings(
            "ReferenceEquality") // The same objects until the programme is read anew: comparing them costs more.
    private TierLadder ladder(ProgrammeVersion version, List<ProgrammeVersion> all) {
        Known last = known;
        if (last != null && last.version == version && last.all == all) return last.ladder;
        TierLadder ladder = TierLadder.of(version, all);
        known = new Known(version, all, ladder);
        return ladder;
    }

    /** By the rules of a day, as of its end in the zone of now. */
    TierSetting on(LocalDate day) {
        Instant end = day.plusDays(1).atStartOfDay(programme.zone()).toInstant().minusSeconds(1);
        return TierSetting.asOf(programme.at(end), programme.versions(), day, end, ids::next);
    }

    /** By the rules of a version as of a day; by the rules of now where there is no such version any more. */
    TierSetting asOf(int version, LocalDate day) {
        Instant now = clock.instant();
        ProgrammeVersion rules = programme.versions().stream()
                .filter(one -> one.version() == version)
                .findFirst()
                .orElseGet(() -> programme.at(now));
        return TierSetting.asOf(rules, programme.versions(), day, now, ids::next);
    }
}
