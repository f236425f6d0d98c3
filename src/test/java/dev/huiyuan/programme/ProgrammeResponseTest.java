package dev.huiyuan.programme;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.huiyuan.programme.admin.Documents;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProgrammeResponseTest {
    @Test
    void anotherTierSetIsShownAsItIsConfigured() {
        ObjectNode document = Documents.valid();
        String[] codes = {"ordinary", "silver", "gold", "platinum"};
        for (int i = 0; i < codes.length; i++) {
            Documents.set(document, "/tiers/" + i + "/code", '"' + codes[i] + '"');
            Documents.set(document, "/tiers/" + i + "/thresholdVisits", Integer.toString(4 * i));
        }
        Documents.set(document, "/tierRules/basis", "\"EITHER\"");
        ProgrammeResponse shown = shown(document);
        assertThat(shown.tierBasis()).isEqualTo(Programme.Basis.EITHER);
        assertThat(shown.tierWindow()).isEqualTo(Programme.Window.RUNNING_YEAR);
        assertThat(shown.tiers())
                .extracting(ProgrammeResponse.TierResponse::code, ProgrammeResponse.TierResponse::thresholdVisits)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("ordinary", 0),
                        org.assertj.core.groups.Tuple.tuple("silver", 4),
                        org.assertj.core.groups.Tuple.tuple("gold", 8),
                        org.assertj.core.groups.Tuple.tuple("platinum", 12));
    }

    @Test
    void occasionsAreShownWithoutTheirTemplates() {
        ProgrammeResponse.OccasionResponse memberDay =
                shown(Documents.valid()).calendar().getFirst();
        assertThat(memberDay.code()).isEqualTo("member-day");
        assertThat(memberDay.days().ofMonth()).containsExactly(8);
        assertThat(memberDay.offer().discountPercent()).isEqualTo(12);
        assertThat(memberDay.offer().freeItem()).isEqualTo("小菜一份");
        assertThat(memberDay.offer().coupon()).isTrue();
    }

    private static ProgrammeResponse shown(ObjectNode document) {
        return ProgrammeResponse.of(new ProgrammeVersion(1, Instant.EPOCH, Documents.programme(document)));
    }
}
