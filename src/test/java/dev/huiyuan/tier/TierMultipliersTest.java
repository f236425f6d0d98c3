package dev.huiyuan.tier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.programme.Programme;
import dev.huiyuan.shared.ledger.Multiplier;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TierMultipliersTest {
    private static final Programme.Tier PLAIN = new Programme.Tier("member", "普通会员", 0, 0, 100, 0, List.of());
    private static final Programme.Tier GOLD = new Programme.Tier("gold", "金卡会员", 200_000, 0, 150, 10, List.of());

    @Test
    void onlyTiersThatMultiplyCount() {
        assertThat(TierMultipliers.multipliersByTier(List.of(PLAIN, GOLD)))
                .isEqualTo(Map.of("gold", new Multiplier("tier:gold", 150)));
    }

    @Test
    void membersOfOtherTiersHaveNoMultiplier() {
        UUID plain = UUID.randomUUID();
        UUID gold = UUID.randomUUID();
        Multiplier multiplier = new Multiplier("tier:gold", 150);
        assertThat(TierMultipliers.multipliersOf(Map.of(plain, "member", gold, "gold"), Map.of("gold", multiplier)))
                .isEqualTo(Map.of(gold, List.of(multiplier)));
    }

    @Test
    void tierThatTheProgrammeLostIsShownByItsCode() {
        assertThat(TierCardPart.onCard("gold", List.of(PLAIN, GOLD)).name()).isEqualTo("金卡会员");
        assertThat(TierCardPart.onCard("gone", List.of(PLAIN, GOLD)).name()).isEqualTo("gone");
    }
}
