package dev.huiyuan.menu;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.huiyuan.shared.problem.ContentErrors;
import dev.huiyuan.shared.problem.FieldError;
import dev.huiyuan.shared.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads uploads: a dish a line, as JSON or, under a heading, as comma-separated values. */
@ApplicationScoped
class UploadReader {
    /** How many dishes one upload has at most. */
    static final int MAX_LINES = 5_000;

    private final ObjectMapper mapper;
    private final Validator validator;
    private final CsvDishes csv;

    UploadReader(ObjectMapper mapper, Validator validator, CsvDishes csv) {
        this.mapper = mapper;
        this.validator = validator;
        this.csv = csv;
    }

    /** JSON lines; problem {@code upload-invalid} for none or too many, or another encoding than UTF-8. */
    List<UploadedLine> jsonLines(byte[] body) {
        List<UploadedLine> lines = new ArrayList<>();
        List<String> texts = UploadText.of(body).lines().toList();
        for (int i = 0; i < texts.size(); i++) {
            if (!texts.get(i).isBlank()) lines.add(json(i + 1, texts.get(i)));
        }
        return limited(lines);
    }

    /**
     * Comma-separated values; problem {@code upload-invalid} for a heading that it does not know, no lines or too many, or
     * another encoding than UTF-8.
     */
    List<UploadedLine> csv(byte[] body) {
        return limited(
                csv.read(UploadText.of(body)).stream().map(this::validated).toList());
    }

    private static List<UploadedLine> limited(List<UploadedLine> lines) {
        if (lines.isEmpty()) throw UploadText.refused("upload-no-lines");
        if (lines.size() > MAX_LINES) {
            throw UploadText.refused("upload-lines", MAX_LINES);
        }
        return lines;
    }

    private UploadedLine json(int number, String text) {
        try {
            @Nullable DishRequest dish = mapper.readValue(text, DishRequest.class);
            if (dish == null) return UploadedLine.refused(number, null, malformed());
            return validated(new UploadedLine(number, dish.code(), dish, List.of()));
        } catch (JsonProcessingException unreadable) {
            ProblemException problem = ContentErrors.of(unreadable);
            return UploadedLine.refused(number, null, problem.errors().isEmpty() ? malformed() : problem.errors());
        }
    }

    private static List<FieldError> malformed() {
        return List.of(new FieldError("", "malformed", "this is no JSON object"));
    }

    private UploadedLine validated(UploadedLine line) {
        DishRequest dish = line.dish();
        if (dish == null) return line;
        List<FieldError> errors = ContentErrors.of(validator.validate(dish));
        return errors.isEmpty() ? line : UploadedLine.refused(line.number(), line.code(), errors);
    }
}
