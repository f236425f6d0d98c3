package dev.huiyuan.programme;

import dev.huiyuan.shared.problem.FieldError;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;

/**
 * What a capability above the programme knows about the things that rules refer to, such as coupon templates. All beans
 * of this type are asked before a document becomes a version.
 */
public interface ProgrammeReferences {
    /**
     * Looks for references that lead nowhere, and for what other records refer to and the change would take away.
     *
     * @param connection the caller's connection, in its transaction
     * @param change the rules that shall hold, complete and checked by themselves, and those before them
     * @return what is wrong, each pointing into the document that shall hold; empty when nothing is
     */
    Uni<List<FieldError>> check(SqlConnection connection, ProgrammeChange change);
}
