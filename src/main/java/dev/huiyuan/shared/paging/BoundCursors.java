package dev.huiyuan.shared.paging;

import dev.huiyuan.shared.problem.ProblemCode;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/**
 * Ties the cursors that leave to the list that they continue, by a tag of its address, and lets none of another list in.
 * The lists themselves know plain cursors only.
 */
@Provider
public class BoundCursors implements ParamConverterProvider {
    private static final String CURSOR = "cursor";

    @Inject
    CurrentVertxRequest current;

    /** Ties the cursor of a page that is answered. */
    @ServerResponseFilter
    public void bind(ContainerResponseContext response) {
        if (response.getEntity() instanceof Page<?> page && page.nextCursor() != null) {
            response.setEntity(new Page<>(page.items(), Cursor.bind(page.nextCursor(), list())));
        }
    }

    @Override
    @SuppressWarnings("unchecked") // asked for texts only
    public <T> @Nullable ParamConverter<T> getConverter(Class<T> type, Type generic, Annotation[] annotations) {
        if (type != String.class) return null;
        for (Annotation annotation : annotations) {
            if (annotation instanceof QueryParam parameter && parameter.value().equals(CURSOR)) {
                return (ParamConverter<T>) new Untied();
            }
        }
        return null;
    }

    private int list() {
        RoutingContext routing = current.getCurrent();
        return routing.normalizedPath().hashCode();
    }

    private final class Untied implements ParamConverter<String> {
        /** Problem {@code cursor-invalid} for what is no cursor of this list. */
        @Override
        @SuppressWarnings("NullAway") // what is absent stays so
        public String fromString(@Nullable String cursor) {
            return cursor == null ? null : Cursor.untie(cursor, list()).orElseThrow(ProblemCode.CURSOR_INVALID::with);
        }

        @Override
        public String toString(String cursor) {
            return cursor;
        }
    }
}
