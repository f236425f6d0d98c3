package dev.huiyuan.tier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.programme.Programme;
import dev.huiyuan.shared.ledger.Multiplier;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TierMultipliersTest {
    private static final Programme.Tier PLAIN = new Programme.Tier("member", "普通会员", 0, 0, 100, 0, List.of());
    private static final Programme.Tier GOLD = new Programme.Tier("gold", "金卡会员", 200_000, 0, 150, 10, List.of());
    private static final Programme.Days EVERY_EIGHTH =
            new Programme.Days(List.of(8), List.of(), List.of(), List.of(), List.of());

    @Test
    void onlyTiersThatMultiplyCount() {
        assertThat(TierMultipliers.byTier(List.of(PLAIN, GOLD), List.of()))
                .isEqualTo(Map.of("gold", List.of(new Multiplier("tier:gold", 150))));
    }

    @Test
    void occasionForSomeTiersIsToldForThese() {
        Programme.Occasion golden = occasion("golden", List.of("gold"), new Programme.Offer(0, null, 200, 5, null));
        assertThat(TierMultipliers.byTier(List.of(PLAIN, GOLD), List.of(golden)))
                .isEqualTo(Map.of(
                        "gold", List.of(new Multiplier("tier:gold", 150), new Multiplier("occasion:golden", 200, 5))));
    }

    @Test
    void occasionForEverybodyOrWithoutPointsIsNot() {
        Programme.Occasion all = occasion("all", List.of(), new Programme.Offer(0, null, 200, 0, null));
        Programme.Occasion free = occasion("free", List.of("member"), new Programme.Offer(0, "茶", 100, 0, null));
        assertThat(TierMultipliers.byTier(List.of(PLAIN), List.of(all, free))).isEmpty();
    }

    @Test
    void tierThatTheProgrammeLostIsShownByItsCode() {
        assertThat(TierCardPart.onCard("gold", List.of(PLAIN, GOLD)).name()).isEqualTo("金卡会员");
        assertThat(TierCardPart.onCard("gone", List.of(PLAIN, GOLD)).name()).isEqualTo("gone");
    }

    private static Programme.Occasion occasion(String code, List<String> tiers, Programme.Offer offer) {
        return new Programme.Occasion(code, code, EVERY_EIGHTH, List.of(), List.of(), List.of(), tiers, offer);
    }
}
