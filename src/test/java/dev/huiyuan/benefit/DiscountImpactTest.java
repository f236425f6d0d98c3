package dev.huiyuan.benefit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.huiyuan.programme.Programme;
import dev.huiyuan.programme.ProgrammeChange;
import dev.huiyuan.programme.ProgrammeImpact;
import dev.huiyuan.programme.admin.Documents;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DiscountImpactTest {
    @Test
    void amountsAreConvertedFromThePercentageOfTheirTime() {
        Programme before = Documents.programme(Documents.valid());
        ObjectNode document = Documents.valid();
        Documents.set(document, "/calendar/0/offer/discountPercent", "15");
        Documents.set(document, "/tiers/2/discountPercent", "0");
        ProgrammeChange change = new ProgrammeChange(before, Documents.programme(document), false);
        ProgrammeImpact.Part part = DiscountImpact.part(
                change,
                List.of(
                        new DiscountImpact.TakenOff("discount:member-day", 1, 1_000),
                        new DiscountImpact.TakenOff("discount:member-day", 2, 1_200),
                        new DiscountImpact.TakenOff("tier-discount:gold", 2, 500),
                        new DiscountImpact.TakenOff("discount:forgotten", 2, 700)),
                version -> Map.of("discount:member-day", version == 1 ? 10 : 12, "tier-discount:gold", 10));
        // 100 yuan at 10 % and 100 yuan at 12 % are 200 yuan: 24 yuan at 12 %, 30 at 15 %.
        assertThat(part.figures())
                .containsExactly(
                        new ProgrammeImpact.Figure("discount:member-day", ProgrammeImpact.Unit.FEN, 2_400, 3_000),
                        new ProgrammeImpact.Figure("tier-discount:gold", ProgrammeImpact.Unit.FEN, 500, 0));
    }
}
