package dev.huiyuan.programme.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.huiyuan.programme.Programme;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemContext;
import dev.huiyuan.shared.problem.ProblemException;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class CompletenessTest {
    private static final ProblemContext CONTEXT = new ProblemContext(Locale.ENGLISH, "trace");

    @Test
    void completeDocumentPassesWithoutItsOptionalFields() {
        ObjectNode document = Documents.valid();
        ((ObjectNode) document.at("/earning")).remove("maxPointsPerOrder");
        Programme programme = Documents.programme(document);
        assertThat(Completeness.require(programme)).isSameAs(programme);
    }

    @Test
    void everythingThatIsMissingIsPointedAt() {
        ObjectNode document = Documents.valid();
        document.remove("tierRules");
        ((ObjectNode) document.at("/calendar/0/offer")).remove("freeItem");
        ((ObjectNode) document.at("/calendar/1")).remove("offer");
        Documents.set(document, "/tiers/1/name", "null");
        Documents.set(document, "/registration/requiredConsents/0", "null");
        Documents.set(document, "/notices/health", "null");
        ProblemException refusal =
                catchThrowableOfType(ProblemException.class, () -> Completeness.require(Documents.programme(document)));
        assertThat(refusal.code()).isEqualTo(ProblemCode.VALIDATION_FAILED);
        assertThat(CONTEXT.render(refusal).errors())
                .extracting(error -> error.pointer())
                .containsExactlyInAnyOrder(
                        "/tierRules",
                        "/calendar/1/offer",
                        "/tiers/1/name",
                        "/registration/requiredConsents/0",
                        "/notices/health");
    }

    @Test
    void partOfADocumentIsPointedAtFromItsOwnRoot() {
        ObjectNode document = Documents.valid();
        Documents.set(document, "/tiers/2/benefits", "null");
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(
                        () -> Completeness.require(Documents.programme(document).tiers()))
                .satisfies(refusal -> assertThat(CONTEXT.render(refusal).errors())
                        .extracting(error -> error.pointer())
                        .containsExactly("/2/benefits"));
    }
}
