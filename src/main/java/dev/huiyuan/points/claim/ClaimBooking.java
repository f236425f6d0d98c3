package dev.huiyuan.points.claim;

import dev.huiyuan.points.OrderReference;
import dev.huiyuan.points.PointsLedger;
import dev.huiyuan.points.core.Command;
import dev.huiyuan.points.core.OrderLine;
import dev.huiyuan.points.writer.LedgerAnswer;
import dev.huiyuan.points.writer.LedgerTransaction;
import dev.huiyuan.points.writer.Submission;
import dev.huiyuan.programme.Channel;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Credits claimed orders under the business key that a till's accrual has. */
@ApplicationScoped
class ClaimBooking {
    private final LedgerTransaction ledger;
    private final PointsLedger accounts;
    private final ClaimKeys keys;
    private final ProgrammeService programme;

    ClaimBooking(LedgerTransaction ledger, PointsLedger accounts, ClaimKeys keys, ProgrammeService programme) {
        this.ledger = ledger;
        this.accounts = accounts;
        this.keys = keys;
        this.programme = programme;
    }

    /**
     * An order to credit.
     *
     * @param claim whose, and which
     * @param report what the till reported of it, if it did
     * @param channel where it came from
     * @param occurredAt when it was paid; its rules are those of that time
     * @param actor who has it credited
     */
    record Order(Claim claim, @Nullable UnclaimedOrder report, Channel channel, Instant occurredAt, String actor) {
        /** The lines as the till reported them, where they add up to what is credited; refunds name them. */
        List<OrderLine> lines() {
            return report != null && report.amountFen() == claim.amountFen() ? report.lines() : List.of();
        }
    }

    /**
     * Credits an order within the caller's transaction; waits for whoever else is crediting it.
     *
     * @return the entry, an earlier one where the same member was credited the same amount; problem
     *     {@code order-already-credited} for any other, and whatever an accrual is refused with; a refusal leaves the
     *     transaction usable
     */
    Uni<LedgerAnswer.Booked> book(SqlConnection connection, Order order) {
        return keys.take(connection, order.claim(), order.report())
                .chain(taken -> book(connection, order, taken.reference())
                        .call(booked -> keys.point(connection, taken, booked.entry()))
                        .onFailure(ProblemException.class)
                        .call(() -> keys.free(connection, taken)));
    }

    private Uni<LedgerAnswer.Booked> book(SqlConnection connection, Order order, OrderReference reference) {
        Claim claim = order.claim();
        Command.Accrue command = new Command.Accrue(
                claim.memberId(),
                reference.accrualKey(),
                reference.accrualAlias(LocalDate.ofInstant(order.occurredAt(), programme.zone())),
                order.actor(),
                claim.amountFen(),
                order.lines(),
                order.occurredAt(),
                null,
                order.channel(),
                claim.reference().storeId(),
                claim.reference().orderRef(),
                NO_LIMIT);
        return accounts.open(connection, claim.memberId())
                .chain(() -> ledger.within(connection, new Submission(command, null, null, null)));
    }

    /** How old an order may be is judged before: here, or by a person. */
    private static final @Nullable Integer NO_LIMIT = null;

    /** Makes a committed booking visible. */
    void afterCommit(UUID memberId) {
        accounts.afterCommit(List.of(memberId));
    }
}
