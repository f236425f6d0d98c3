package dev.huiyuan.programme;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a change of the programme would have meant on recorded data, as far as a capability knows. All beans of this type
 * are asked for a preview.
 */
public interface ProgrammeImpact {
    /**
     * Recomputes a period under both sets of rules. Reads only, and is cut off after some seconds: what would take longer
     * looks at a sample.
     *
     * @param connection the caller's connection, in a transaction that only reads
     * @param change both sets of rules, each of them valid
     * @param period the period to look at
     */
    Uni<Part> estimate(SqlConnection connection, ProgrammeChange change, Period period);

    /**
     * A stretch of time.
     *
     * @param from its first instant
     * @param until the first instant after it
     */
    record Period(Instant from, Instant until) {}

    /**
     * What one capability found.
     *
     * @param topic what it is about, such as {@code points}
     * @param basis what the figures were computed from and what they leave out, for people
     * @param sampledPercent the share of members that were looked at, in percent; figures are scaled up to all of them
     * @param figures the figures; none where the records do not tell
     */
    @Schema(name = "ProgrammeImpactPart")
    record Part(
            @Schema(examples = "points") String topic,
            @Schema(examples = "按会员现有等级与生日月，以基础积分率和倍数重算") String basis,

            @Schema(examples = "100", minimum = "0", maximum = "100")
            double sampledPercent,

            List<Figure> figures) {}

    /**
     * One figure under both sets of rules.
     *
     * @param name what is counted, such as {@code points} or the code of a tier
     * @param unit what it is counted in
     * @param before under the rules before the change
     * @param after under the rules that shall hold
     */
    @Schema(name = "ProgrammeImpactFigure")
    record Figure(
            @Schema(examples = "points") String name,
            Unit unit,

            @Schema(examples = "120000", maximum = "9007199254740991")
            long before,

            @Schema(examples = "240000", maximum = "9007199254740991")
            long after) {}

    /** What figures are counted in. */
    @Schema(name = "ProgrammeImpactUnit")
    enum Unit {
        POINTS,
        FEN,
        MEMBERS,
        ORDERS,
        GRANTS
    }
}
