package dev.huiyuan.menu;

import dev.huiyuan.shared.problem.FieldError;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * The text of an upload. Spreadsheets on Chinese machines save in GBK unless told otherwise: read as UTF-8, that is full of
 * broken characters, and nobody would see it before the menu shows them.
 */
final class UploadText {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private UploadText() {}

    /** Reads UTF-8, with or without a byte order mark in front; problem {@code upload-invalid} for anything else. */
    static String of(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.indexOf(0) >= 0) throw refused("upload-encoding");
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException otherEncoding) {
            throw refused("upload-encoding");
        }
    }

    /** The refusal of a whole upload, with the reason in the caller's language. */
    static ProblemException refused(String text, Object... arguments) {
        FieldError reason = FieldError.of("", "malformed", text, arguments);
        return ProblemCode.UPLOAD_INVALID.with(reason).at(reason);
    }
}
