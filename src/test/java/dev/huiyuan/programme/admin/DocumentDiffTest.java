package dev.huiyuan.programme.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DocumentDiffTest {
    @Test
    void sameDocumentsDoNotDiffer() {
        assertThat(DocumentDiff.of(Documents.valid(), Documents.valid())).isEmpty();
    }

    @Test
    void everyChangedFieldIsNamedWithBothValues() {
        ObjectNode after = Documents.valid();
        Documents.set(after, "/tiers/1/thresholdFen", "60000");
        Documents.set(after, "/birthday/templatesByTier/a~b", "\"X\"");
        ((ObjectNode) after.at("/earning")).remove("maxPointsPerOrder");
        Documents.set(after, "/registration/requiredConsents/1", "\"marketing\"");
        List<DocumentDiff.Difference> changes = DocumentDiff.of(Documents.valid(), after);
        assertThat(changes.stream().map(change -> change.pointer() + " " + change.before() + " " + change.after()))
                .containsExactlyInAnyOrder(
                        "/tiers/1/thresholdFen 50000 60000",
                        "/birthday/templatesByTier/a~0b null \"X\"",
                        "/earning/maxPointsPerOrder 9000 null",
                        "/registration/requiredConsents/1 null \"marketing\"");
    }

    @Test
    void elementsAreComparedOneByOne() {
        ObjectNode after = Documents.valid();
        ((com.fasterxml.jackson.databind.node.ArrayNode) after.get("calendar")).remove(1);
        List<DocumentDiff.Difference> changes = DocumentDiff.of(Documents.valid(), after);
        assertThat(changes).singleElement().satisfies(change -> {
            assertThat(change.pointer()).isEqualTo("/calendar/1");
            assertThat(Objects.requireNonNull(change.before()).get("code").asText())
                    .isEqualTo("mid-autumn");
            assertThat(change.after()).isNull();
        });
    }
}
