package dev.huiyuan.enrolment;

import dev.huiyuan.member.MemberDirectory;
import dev.huiyuan.member.NewMember;
import dev.huiyuan.member.RegisteredMembers;
import dev.huiyuan.points.PointsLedger;
import dev.huiyuan.shared.problem.FieldError;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.tier.TierStandings;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes a member with everything that every member has, on the caller's connection. */
@ApplicationScoped
class NewMembers {
    private final MemberDirectory directory;
    private final RegisteredMembers registered;
    private final PointsLedger points;
    private final TierStandings tiers;

    NewMembers(MemberDirectory directory, RegisteredMembers registered, PointsLedger points, TierStandings tiers) {
        this.directory = directory;
        this.registered = registered;
        this.points = points;
        this.tiers = tiers;
    }

    /**
     * Writes member, bindings, consents, points account and tier.
     *
     * @return the member number; problems {@code phone-taken}, {@code openid-taken}
     */
    Uni<String> open(SqlConnection connection, NewMember member) {
        return directory
                .register(connection, member)
                .call(number -> points.open(connection, member.id()))
                .call(number -> tiers.open(connection, member.id(), member.registeredAt()));
    }

    /** The inviter by member number, if one is named; problem {@code inviter-unknown}. */
    Uni<Optional<UUID>> inviter(SqlConnection connection, @Nullable String memberNo) {
        if (memberNo == null) return Uni.createFrom().item(Optional.empty());
        return registered.findByNumber(connection, memberNo).invoke(found -> {
            if (found.isPresent()) return;
            throw ProblemCode.INVITER_UNKNOWN
                    .with()
                    .at(new FieldError("/inviterMemberNo", "unknown", "no such member"));
        });
    }
}
