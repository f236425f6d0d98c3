package dev.huiyuan.app.contract;

import dev.huiyuan.shared.idempotency.Idempotent;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.Problems;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jspecify.annotations.Nullable;

/** Finds the resource method of an operation by its {@code operationId} and reads what it declares. */
final class DeclaredOperations {
    private final Map<String, Declared> byOperationId;

    private DeclaredOperations(Map<String, Declared> byOperationId) {
        this.byOperationId = byOperationId;
    }

    static DeclaredOperations of(IndexView index) {
        Map<String, Declared> found = new HashMap<>();
        for (AnnotationInstance operation : index.getAnnotations(Operation.class)) {
            @Nullable AnnotationValue id = operation.value("operationId");
            if (id == null || operation.target().kind() != AnnotationTarget.Kind.METHOD) continue;
            found.put(id.asString(), declared(operation.target().asMethod()));
        }
        return new DeclaredOperations(found);
    }

    Declared of(@Nullable String operationId) {
        return byOperationId.getOrDefault(operationId, Declared.NOTHING);
    }

    private static Declared declared(MethodInfo method) {
        return new Declared(problems(method), method.hasAnnotation(Idempotent.class), again(method), roles(method));
    }

    private static List<ProblemCode> problems(MethodInfo method) {
        @Nullable AnnotationInstance problems = method.annotation(Problems.class);
        if (problems == null) return List.of();
        return Arrays.stream(problems.value().asEnumArray())
                .map(ProblemCode::valueOf)
                .toList();
    }

    private static String again(MethodInfo method) {
        @Nullable AnnotationInstance idempotent = method.annotation(Idempotent.class);
        if (idempotent == null || idempotent.value("again") == null) return "";
        return idempotent.value("again").asString();
    }

    private static List<String> roles(MethodInfo method) {
        if (method.hasAnnotation(PermitAll.class)) return List.of();
        @Nullable AnnotationInstance roles = method.annotation(RolesAllowed.class);
        if (roles == null) roles = method.declaringClass().declaredAnnotation(RolesAllowed.class);
        return roles == null ? List.of() : List.of(roles.value().asStringArray());
    }
}
