package dev.huiyuan.shared.parameter;

import dev.huiyuan.shared.problem.ContentErrors;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads query parameters. Left to itself the REST layer takes {@code dryRun=1} for false and answers 404 to what it cannot
 * read; here both are 400 with the parameter's name. Parts of the path stay with it: an id that is none names nothing.
 */
@Provider
public class QueryValues implements ParamConverterProvider {
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]+");
    private static final int UUID_LENGTH = 36;

    private static final Map<Class<?>, Function<String, Object>> READERS = Map.of(
            boolean.class, QueryValues::truth,
            Boolean.class, QueryValues::truth,
            int.class, QueryValues::integer,
            Integer.class, QueryValues::integer,
            UUID.class, QueryValues::uuid,
            LocalDate.class, LocalDate::parse);

    @Inject
    CurrentVertxRequest request;

    @Override
    public <T> @Nullable ParamConverter<T> getConverter(Class<T> type, Type generic, Annotation[] annotations) {
        for (Annotation annotation : annotations) {
            if (annotation instanceof QueryParam parameter) return converter(type, parameter.value());
        }
        return null;
    }

    private <T> @Nullable ParamConverter<T> converter(Class<T> type, String name) {
        @Nullable Function<String, Object> reader = type.isEnum() ? text -> constant(type, text) : READERS.get(type);
        return reader == null ? null : new Converter<>(type, name, reader, request);
    }

    private static Object truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static Object integer(String text) {
        if (!INTEGER.matcher(text).matches()) throw new IllegalArgumentException(text);
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException tooLarge) {
            throw new ArithmeticException(text);
        }
    }

    private static Object uuid(String text) {
        if (text.length() != UUID_LENGTH) throw new IllegalArgumentException(text);
        return UUID.fromString(text);
    }

    private static Object constant(Class<?> type, String text) {
        for (Object constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(text)) return constant;
        }
        throw new IllegalArgumentException(text);
    }

    /** The REST layer takes the default for what is there without a value, and the first of several. */
    private static boolean isSaidOnce(RoutingContext routing, String name) {
        List<String> values = routing.queryParams().getAll(name);
        return values.isEmpty() || (values.size() == 1 && !values.getFirst().isEmpty());
    }

    private record Converter<T>(
            Class<T> type, String name, Function<String, Object> reader, CurrentVertxRequest request)
            implements ParamConverter<T> {
        @Override
        @SuppressWarnings({"unchecked", "NullAway"}) // of the type that it was made for; what is absent stays so
        public T fromString(@Nullable String text) {
            if (text == null) return null;
            try {
                if (!isSaidOnce(request.getCurrent(), name)) throw new IllegalArgumentException(name);
                return (T) reader.apply(text);
            } catch (ArithmeticException tooLarge) {
                throw ContentErrors.ofLargeParameter(name, type);
            } catch (IllegalArgumentException | DateTimeException unfit) {
                throw ContentErrors.ofParameter(name, type);
            }
        }

        @Override
        public String toString(T value) {
            return value.toString();
        }
    }
}
