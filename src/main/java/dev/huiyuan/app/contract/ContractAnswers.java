package dev.huiyuan.app.contract;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** The answers of success: those that repeat an earlier one, and the order in which they stand. */
final class ContractAnswers {
    private static final String DONE = "201";
    private static final String AGAIN = "200";

    private ContractAnswers() {}

    /** Adds the 200 of an operation that was done before, and puts what happens first first: 201, 200, the others. */
    static void complete(Operation operation, Declared declared) {
        if (operation.getResponses() == null) return;
        Map<String, APIResponse> written =
                new LinkedHashMap<>(operation.getResponses().getAPIResponses());
        @Nullable APIResponse done = written.get(DONE);
        if (done == null) return;
        if (!declared.again().isEmpty()) {
            written.put(
                    AGAIN,
                    OASFactory.createAPIResponse().description(declared.again()).content(done.getContent()));
        }
        Map<String, APIResponse> ordered = new LinkedHashMap<>();
        Stream.of(DONE, AGAIN).filter(written::containsKey).forEach(status -> ordered.put(status, written.get(status)));
        written.forEach(ordered::putIfAbsent);
        operation.getResponses().setAPIResponses(ordered);
    }
}
