package dev.huiyuan.tier;

import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.programme.ProgrammeVersion;
import dev.huiyuan.shared.id.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;

/** The rules of tiers at an instant, from the programme. */
@ApplicationScoped
class TierSettings {
    private final ProgrammeService programme;
    private final Ids ids;
    private final Clock clock;

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
        return TierSetting.of(programme.at(now), programme.versions(), now, ids::next);
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
