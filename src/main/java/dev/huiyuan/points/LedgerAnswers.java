package dev.huiyuan.points;

import dev.huiyuan.points.core.LedgerEntry;
import dev.huiyuan.points.writer.LedgerAnswer;
import dev.huiyuan.points.writer.LedgerWriter;
import dev.huiyuan.points.writer.Submission;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.idempotency.Answer;
import dev.huiyuan.shared.json.Json;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;

/** Has commands booked and turns what became of them into answers over HTTP. */
@ApplicationScoped
class LedgerAnswers {
    private final LedgerWriter writer;
    private final ProgrammeService programme;
    private final Json json;

    LedgerAnswers(LedgerWriter writer, ProgrammeService programme, Json json) {
        this.writer = writer;
        this.programme = programme;
        this.json = json;
    }

    /** Has a command booked; see {@link LedgerWriter#submit} for the problems. */
    Uni<Answer> submit(Submission submission) {
        return writer.submit(submission).map(answer -> answer(submission, answer));
    }

    private Answer answer(Submission submission, LedgerAnswer answer) {
        return switch (answer) {
            case LedgerAnswer.Refused refused -> new Answer(refused.status(), refused.body(), refused.replayed());
            case LedgerAnswer.Booked booked ->
                new Answer(booked.status(), body(submission, booked.entry()), booked.replayed());
        };
    }

    private byte[] body(Submission submission, LedgerEntry entry) {
        return json.bytes(BookedResponse.of(
                entry,
                programme.zone(),
                Objects.requireNonNull(submission.request()).problems().language()));
    }
}
