package dev.huiyuan.benefit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.programme.Programme;
import java.util.List;
import org.junit.jupiter.api.Test;

class CurrentRulesTest {
    private static final List<CurrentRules.Discount> BOTH = List.of(discount(10), discount(12));

    @Test
    void discountsCombineAsTheProgrammeSays() {
        assertThat(CurrentRules.combined(BOTH, Programme.Combination.HIGHEST)).isEqualTo(1_200);
        assertThat(CurrentRules.combined(BOTH, Programme.Combination.ADD)).isEqualTo(2_200);
        assertThat(CurrentRules.combined(BOTH, Programme.Combination.MULTIPLY)).isEqualTo(2_080);
    }

    @Test
    void noDiscountTakesNothingAndNoneMoreThanTheBill() {
        for (Programme.Combination how : Programme.Combination.values()) {
            assertThat(CurrentRules.combined(List.of(), how)).isZero();
            assertThat(CurrentRules.combined(List.of(discount(100), discount(60)), how))
                    .isEqualTo(10_000);
        }
    }

    private static CurrentRules.Discount discount(int percent) {
        return new CurrentRules.Discount("discount:x", "折扣", percent, null);
    }
}
