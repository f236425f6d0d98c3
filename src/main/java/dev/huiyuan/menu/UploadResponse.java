package dev.huiyuan.menu;

import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What an upload of dishes did, or would do.
 *
 * @param applied whether anything was written: not in a dry run, and not where all were asked for and one was refused
 * @param created how many dishes are new
 * @param changed how many dishes are changed
 * @param unchanged how many dishes were so already
 * @param refused how many lines were refused
 * @param lines each line, in order
 */
record UploadResponse(
        boolean applied,

        @Schema(minimum = "0", maximum = "5000", examples = "1")
        int created,

        @Schema(minimum = "0", maximum = "5000", examples = "0")
        int changed,

        @Schema(minimum = "0", maximum = "5000", examples = "0")
        int unchanged,

        @Schema(minimum = "0", maximum = "5000", examples = "0")
        int refused,

        List<UploadLine> lines) {
    static UploadResponse of(boolean applied, List<UploadLine> lines) {
        return new UploadResponse(
                applied,
                count(lines, UploadLine.Outcome.CREATED),
                count(lines, UploadLine.Outcome.CHANGED),
                count(lines, UploadLine.Outcome.UNCHANGED),
                count(lines, UploadLine.Outcome.REFUSED),
                lines);
    }

    /** The same report for a caller of this language. */
    UploadResponse in(Locale language) {
        List<UploadLine> said = lines.stream().map(line -> line.in(language)).toList();
        return new UploadResponse(applied, created, changed, unchanged, refused, said);
    }

    private static int count(List<UploadLine> lines, UploadLine.Outcome outcome) {
        return Math.toIntExact(
                lines.stream().filter(line -> line.outcome() == outcome).count());
    }
}
