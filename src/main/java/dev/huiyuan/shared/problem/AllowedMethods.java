package dev.huiyuan.shared.problem;

import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.handlers.ClassRoutingHandler;
import org.jboss.resteasy.reactive.server.handlers.RestInitialHandler;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;
import org.jboss.resteasy.reactive.server.spi.ServerRestHandler;
import org.jspecify.annotations.Nullable;

/**
 * Knows which methods an address has, for the {@code Allow} of a 405 (RFC 9110 §15.5.6), which the REST layer leaves out.
 * It asks that layer's own routing tables.
 */
final class AllowedMethods {
    /** Read once: a table is built from all resources. */
    private volatile @Nullable RequestMapper<RestInitialHandler.InitialMatch> resources;

    /** The methods of the address that is asked for now, such as {@code GET, HEAD, POST}. */
    String ofCurrentAddress() {
        ResteasyReactiveRequestContext request = CurrentRequestManager.get();
        Set<String> methods = new TreeSet<>();
        RequestMapper.@Nullable RequestMatch<RestInitialHandler.InitialMatch> match =
                resources(request).map(request.getPathWithoutPrefix());
        if (match != null) {
            for (ServerRestHandler handler : match.value.handlers) {
                if (handler instanceof ClassRoutingHandler routing) collect(routing, match.remaining, methods);
            }
        }
        if (methods.contains("GET")) methods.add("HEAD");
        return String.join(", ", methods);
    }

    private RequestMapper<RestInitialHandler.InitialMatch> resources(ResteasyReactiveRequestContext request) {
        RequestMapper<RestInitialHandler.InitialMatch> known = Optional.ofNullable(resources)
                .orElseGet(() -> new RequestMapper<>(
                        new ArrayList<>(request.getDeployment().getClassMappers())));
        resources = known;
        return known;
    }

    private static void collect(ClassRoutingHandler routing, String remaining, Set<String> methods) {
        String rest = remaining.isEmpty() ? "/" : remaining;
        for (Map.Entry<String, RequestMapper<RuntimeResource>> method :
                routing.getMappers().entrySet()) {
            if (method.getKey() != null && method.getValue().map(rest) != null) methods.add(method.getKey());
        }
    }
}
