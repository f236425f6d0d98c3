package dev.huiyuan.app.contract;

import java.util.List;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;

/** The operations of a contract. */
final class Operations {
    private Operations() {}

    /** An operation where it stands. */
    record Placed(String path, HttpMethod method, Operation operation) {}

    static List<Placed> of(OpenAPI api) {
        if (api.getPaths() == null || api.getPaths().getPathItems() == null) return List.of();
        return api.getPaths().getPathItems().entrySet().stream()
                .flatMap(path -> path.getValue().getOperations().entrySet().stream()
                        .map(operation -> new Placed(path.getKey(), operation.getKey(), operation.getValue())))
                .toList();
    }
}
