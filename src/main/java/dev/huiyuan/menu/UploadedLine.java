package dev.huiyuan.menu;

import dev.huiyuan.shared.problem.FieldError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of an upload as it was read.
 *
 * @param number its number, from 1
 * @param code the dish's code, if it could be read so far
 * @param dish the dish; null where the line is refused
 * @param errors why it is refused
 */
record UploadedLine(
        int number, @Nullable String code, @Nullable DishRequest dish, List<FieldError> errors) {
    static UploadedLine refused(int number, @Nullable String code, List<FieldError> errors) {
        return new UploadedLine(number, code, null, errors);
    }
}
