package dev.huiyuan.shared.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;

/** A text that cannot be stored as it is: half a character (a lone surrogate) or a NUL is in it. */
public final class UnfitTextException extends InvalidFormatException {
    private static final long serialVersionUID = 1L;

    UnfitTextException(JsonParser parser) {
        super(parser, "unfit text", "", String.class);
    }
}
