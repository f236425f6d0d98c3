package dev.huiyuan.coupon;

import dev.huiyuan.programme.Programme;
import dev.huiyuan.programme.ProgrammeChange;
import dev.huiyuan.programme.ProgrammeReferences;
import dev.huiyuan.shared.problem.FieldError;
import dev.huiyuan.shared.problem.JsonPointers;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The programme gives coupons of templates that can be issued. */
@ApplicationScoped
class ProgrammeTemplates implements ProgrammeReferences {
    private final TemplateQueries templates;

    ProgrammeTemplates(TemplateQueries templates) {
        this.templates = templates;
    }

    /**
     * A place in the programme that names a template.
     *
     * @param pointer the place
     * @param code the template's code
     */
    record Use(String pointer, String code) {}

    @Override
    public Uni<List<FieldError>> check(SqlConnection connection, ProgrammeChange change) {
        List<Use> uses = uses(change.after());
        return templates
                .byCodes(connection, uses.stream().map(Use::code).distinct().toList())
                .map(known -> errors(uses, known));
    }

    /** All places that name templates. */
    static List<Use> uses(Programme programme) {
        List<Use> uses = new ArrayList<>();
        uses.add(new Use(
                "/registration/welcomeTemplate", programme.registration().welcomeTemplate()));
        new TreeMap<>(programme.birthday().templatesByTier())
                .forEach((tier, code) -> uses.add(new Use(JsonPointers.of("birthday", "templatesByTier", tier), code)));
        for (int i = 0; i < programme.calendar().size(); i++) {
            String code = programme.calendar().get(i).offer().couponTemplate();
            if (code != null) uses.add(new Use(JsonPointers.of("calendar", i, "offer", "couponTemplate"), code));
        }
        return uses;
    }

    /** What is wrong about the uses, given the templates that there are. */
    static List<FieldError> errors(List<Use> uses, Map<String, CouponTemplate> known) {
        return uses.stream()
                .flatMap(use -> error(use, Optional.ofNullable(known.get(use.code))))
                .toList();
    }

    private static Stream<FieldError> error(Use use, Optional<CouponTemplate> template) {
        if (template.isEmpty()) {
            return Stream.of(new FieldError(use.pointer, "unknown", "there is no such coupon template"));
        }
        return template.get().state() == TemplateState.ACTIVE
                ? Stream.of()
                : Stream.of(new FieldError(
                        use.pointer,
                        "inactive",
                        "the coupon template is " + template.get().state()));
    }
}
