package dev.huiyuan.tier;

import dev.huiyuan.programme.Programme;
import dev.huiyuan.programme.Programme.Basis;
import dev.huiyuan.programme.Programme.TierRefunds;
import dev.huiyuan.programme.Programme.TierRules;
import dev.huiyuan.programme.Programme.Window;
import dev.huiyuan.programme.ProgrammeVersion;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Tiers and rules for tests. */
final class Ladders {
    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    static final LocalDate TODAY = LocalDate.parse("2026-11-22");
    static final TierRules BY_SPEND = new TierRules(Window.RUNNING_YEAR, Basis.SPEND, 30, TierRefunds.AT_EVALUATION);

    /** As the programme ships. */
    static final List<Programme.Tier> DEFAULT = List.of(
            tier("member", 0, 0),
            tier("silver", 50_000, 0),
            tier("gold", 200_000, 0),
            tier("black-diamond", 500_000, 0));

    /** The other set of the requirements, by spend or visits. */
    static final List<Programme.Tier> OTHER = List.of(
            tier("ordinary", 0, 0),
            tier("silver", 100_000, 6),
            tier("gold", 300_000, 12),
            tier("platinum", 800_000, 24));

    private Ladders() {}

    static Programme.Tier tier(String code, long fen, int visits) {
        return new Programme.Tier(code, code, fen, visits, 100, 0, List.of());
    }

    static TierRules rules(Window window, Basis basis, TierRefunds refunds) {
        return new TierRules(window, basis, 30, refunds);
    }

    /** A version of a programme of which only the tiers matter. */
    static ProgrammeVersion version(int number, List<Programme.Tier> tiers) {
        return new ProgrammeVersion(
                number,
                Instant.EPOCH,
                new Programme(
                        ZONE,
                        new Programme.Earning(
                                1, 1, 0, 0, Programme.Rounding.FLOOR, Programme.Combination.HIGHEST, null, null),
                        new Programme.Points(
                                Programme.Expiry.NONE,
                                0,
                                Programme.ReversalPolicy.ALLOW_DEBT,
                                0,
                                100,
                                0,
                                0,
                                0,
                                0,
                                new Programme.Transfers(0, 0)),
                        tiers,
                        BY_SPEND,
                        new Programme.Registration("W", List.of(), 0),
                        new Programme.Birthday(100, 7, 300, Map.of(), List.of()),
                        List.of(),
                        Programme.Combination.HIGHEST,
                        new Programme.Orders(50, 15, 10),
                        Map.of()));
    }

    static TierSetting setting(List<Programme.Tier> tiers, TierRules rules, LocalDate today) {
        return setting(new TierLadder(7, tiers, rules, Map.of(), Map.of(), Set.of()), today);
    }

    static TierSetting setting(TierLadder ladder, LocalDate today) {
        Instant now = today.atTime(12, 0).atZone(ZONE).toInstant();
        return new TierSetting(ladder, TierWindow.of(ladder.rules().window(), today), now, UUID::randomUUID);
    }

    /** Somebody who has spent nothing yet. */
    static TierAccount account(String code, TierSetting setting) {
        return account(Standing.joined(code, setting.now()), setting);
    }

    static TierAccount account(Standing standing, TierSetting setting) {
        return new TierAccount(UUID.randomUUID(), standing, setting.window(), 0, 0, Map.of());
    }
}
