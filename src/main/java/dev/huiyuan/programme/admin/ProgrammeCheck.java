package dev.huiyuan.programme.admin;

import dev.huiyuan.programme.Programme;
import dev.huiyuan.programme.ProgrammeChange;
import dev.huiyuan.programme.ProgrammeReferences;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.problem.FieldError;
import dev.huiyuan.shared.problem.ProblemCode;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Looks for everything that keeps a document from becoming a version. */
@ApplicationScoped
class ProgrammeCheck {
    private final ProgrammeService programme;
    private final List<ProgrammeReferences> references;

    ProgrammeCheck(ProgrammeService programme, @All List<ProgrammeReferences> references) {
        this.programme = programme;
        this.references = references;
    }

    /** What is wrong with the rules that shall hold, all of it. */
    Uni<List<FieldError>> errors(SqlConnection connection, ProgrammeChange change) {
        List<FieldError> errors = new ArrayList<>(ProgrammeValidation.errors(
                change.after(), programme.storesByCode().keySet()));
        Uni<Void> all = Uni.createFrom().voidItem();
        for (ProgrammeReferences some : references) {
            all = all.chain(
                    () -> some.check(connection, change).invoke(errors::addAll).replaceWithVoid());
        }
        return all.map(done -> List.copyOf(errors));
    }

    /**
     * What is wrong with rules where they follow other ones than they were made to follow, and was not wrong before. Who
     * agreed that members are moved did so for the change that was seen.
     */
    Uni<List<FieldError>> newErrors(SqlConnection connection, Programme seenBefore, Programme before, Programme after) {
        return errors(connection, new ProgrammeChange(seenBefore, after, false))
                .chain(known -> errors(connection, new ProgrammeChange(before, after, false))
                        .map(errors -> errors.stream()
                                .filter(error -> !known.contains(error))
                                .toList()));
    }

    /** Refuses rules with something wrong about them: problem {@code programme-invalid} that points at all of it. */
    Uni<Void> require(SqlConnection connection, ProgrammeChange change) {
        return errors(connection, change)
                .invoke(errors -> {
                    if (!errors.isEmpty())
                        throw ProblemCode.PROGRAMME_INVALID.with().at(errors.toArray(FieldError[]::new));
                })
                .replaceWithVoid();
    }
}
