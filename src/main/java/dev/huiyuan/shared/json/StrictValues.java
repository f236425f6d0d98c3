package dev.huiyuan.shared.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.IOException;
import java.time.temporal.Temporal;
import org.jspecify.annotations.Nullable;

/** Texts must be whole, and times must be texts: Jackson also reads them from numbers and lists of numbers. */
final class StrictValues extends BeanDeserializerModifier {
    private static final long serialVersionUID = 1L;

    @Override
    public JsonDeserializer<?> modifyDeserializer(
            DeserializationConfig config, BeanDescription description, JsonDeserializer<?> deserializer) {
        Class<?> type = description.getBeanClass();
        if (type == String.class) return new WholeText(deserializer);
        return Temporal.class.isAssignableFrom(type) ? new TimeFromText(deserializer) : deserializer;
    }

    /** Each half of a character has its other half; a code point is a surrogate only where it has not. */
    private static boolean isWhole(String text) {
        return text.codePoints().noneMatch(point -> point == 0 || isHalf(point));
    }

    private static boolean isHalf(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }

    private static final class WholeText extends DelegatingDeserializer {
        private static final long serialVersionUID = 1L;

        private WholeText(JsonDeserializer<?> reader) {
            super(reader);
        }

        @Override
        protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> reader) {
            return new WholeText(reader);
        }

        @Override
        public @Nullable Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            @Nullable Object value = super.deserialize(parser, context);
            if (value instanceof String text && !isWhole(text)) throw new UnfitTextException(parser);
            return value;
        }
    }

    private static final class TimeFromText extends DelegatingDeserializer {
        private static final long serialVersionUID = 1L;

        private TimeFromText(JsonDeserializer<?> reader) {
            super(reader);
        }

        @Override
        protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> reader) {
            return new TimeFromText(reader);
        }

        @Override
        public @Nullable Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.hasToken(JsonToken.VALUE_STRING) || parser.getText().isBlank()) {
                throw MismatchedInputException.from(parser, handledType(), "no text");
            }
            return super.deserialize(parser, context);
        }
    }
}
