package dev.huiyuan.programme.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.huiyuan.shared.problem.JsonPointers;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares two documents field by field. */
final class DocumentDiff {
    /** A whole calendar entered anew has fewer; what is beyond is not worth a reader's time. */
    static final int MAX_CHANGES = 2_000;

    private final List<Difference> found = new ArrayList<>();

    private DocumentDiff() {}

    /**
     * A place where documents differ.
     *
     * @param pointer the place
     * @param before what stands there in the first one; null for nothing
     * @param after what stands there in the second one; null for nothing
     */
    record Difference(
            String pointer,
            @Nullable JsonNode before,
            @Nullable JsonNode after) {}

    /** The places where two documents differ, elements of lists compared one by one; at most {@link #MAX_CHANGES}. */
    static List<Difference> of(JsonNode before, JsonNode after) {
        DocumentDiff diff = new DocumentDiff();
        diff.compare(before, after, new Object[0]);
        return List.copyOf(diff.found);
    }

    private void compare(JsonNode before, JsonNode after, Object[] place) {
        if (before.equals(after) || found.size() >= MAX_CHANGES) return;
        if (before.isObject() && after.isObject()) {
            Set<String> names = new LinkedHashSet<>();
            before.fieldNames().forEachRemaining(names::add);
            after.fieldNames().forEachRemaining(names::add);
            for (String name : names) compare(before.path(name), after.path(name), Findings.then(place, name));
        } else if (before.isArray() && after.isArray()) {
            int longest = Math.max(before.size(), after.size());
            for (int i = 0; i < longest; i++) compare(before.path(i), after.path(i), Findings.then(place, i));
        } else {
            found.add(new Difference(JsonPointers.of(place), present(before), present(after)));
        }
    }

    private static @Nullable JsonNode present(JsonNode node) {
        return node instanceof MissingNode || node.isNull() ? null : node;
    }
}
