package dev.huiyuan.menu;

import dev.huiyuan.shared.problem.FieldError;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What became of a line of an upload.
 *
 * @param line its number in the upload, from 1
 * @param code the dish, where the line could be read so far
 * @param outcome what became of it
 * @param errors why it was refused; empty otherwise
 */
record UploadLine(
        @Schema(minimum = "1", maximum = "5001", examples = "1")
        int line,

        @Nullable @Schema(examples = "DOUBLE-COOKED-PORK") String code,
        @Schema(examples = "CREATED") Outcome outcome,
        List<FieldError> errors) {
    /** What becomes of a line. */
    enum Outcome {
        CREATED,
        CHANGED,
        UNCHANGED,
        REFUSED
    }

    UploadLine in(Locale language) {
        return new UploadLine(
                line,
                code,
                outcome,
                errors.stream().map(error -> error.in(language)).toList());
    }

    static UploadLine refused(int line, @Nullable String code, List<FieldError> errors) {
        return new UploadLine(line, code, Outcome.REFUSED, errors);
    }
}
