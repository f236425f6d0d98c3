package dev.huiyuan.shared.json;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.Path;
import jakarta.validation.TraversableResolver;
import java.lang.annotation.ElementType;
import org.jspecify.annotations.Nullable;

/**
 * Bean Validation looks at everything it is given. Its default asks Hibernate about each property of each request
 * whether it is loaded; no record of ours loads anything later.
 */
@ApplicationScoped
class PlainTraversal implements TraversableResolver {
    @Override
    public boolean isReachable(
            @Nullable Object object, Path.Node property, Class<?> root, Path toObject, ElementType type) {
        return true;
    }

    @Override
    public boolean isCascadable(
            @Nullable Object object, Path.Node property, Class<?> root, Path toObject, ElementType type) {
        return true;
    }
}
