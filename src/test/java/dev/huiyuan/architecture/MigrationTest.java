package dev.huiyuan.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A migration is found, ordered and understood by its name and its first line. */
class MigrationTest {
    private static final Path FOLDER = Path.of("src/main/resources/db/migration");
    private static final Pattern NAME = Pattern.compile("V(\\d{12})__([a-z]+)_[a-z0-9_]+\\.sql");
    private static final Pattern TABLE = Pattern.compile(
            "create\\s+(?:unlogged\\s+)?table\\s+(?:if\\s+not\\s+exists\\s+)?(\\w+)", Pattern.CASE_INSENSITIVE);

    /** Tables of the kernel carry the name of what they serve. */
    private static final List<String> KERNEL_TABLES = List.of("outbox_", "idempotency_record", "job_", "business_key");

    @Test
    void migrationsFollowTheRules() throws IOException {
        Map<String, String> migrations = new HashMap<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            files.forEach(file -> migrations.put(file.getFileName().toString(), SourceRules.read(file)));
        }
        assertThat(migrations).isNotEmpty();
        assertThat(violations(migrations)).isEmpty();
    }

    @Test
    void badNameIsFound() {
        assertThat(violations(Map.of("V1__points.sql", "-- why\n"))).containsExactly("V1__points.sql: malformed name");
    }

    @Test
    void unknownCapabilityIsFound() {
        assertThat(violations(Map.of("V202611210001__wallet_x.sql", "-- why\n")))
                .containsExactly("V202611210001__wallet_x.sql: no such capability");
    }

    @Test
    void missingReasonIsFound() {
        assertThat(violations(Map.of("V202611210001__points_x.sql", "select 1;\n")))
                .containsExactly("V202611210001__points_x.sql: does not start with why");
    }

    @Test
    void doubleVersionIsFound() {
        assertThat(violations(Map.of("V202611210001__points_x.sql", "-- a\n", "V202611210001__points_y.sql", "-- b\n")))
                .hasSize(1)
                .allSatisfy(message -> assertThat(message).endsWith("version is taken"));
    }

    @Test
    void tableOfAnotherCapabilityIsFound() {
        assertThat(violations(Map.of("V202611210001__points_x.sql", "-- why\ncreate table coupon_x (id uuid);\n")))
                .containsExactly("V202611210001__points_x.sql: coupon_x does not carry the capability's name");
    }

    private static List<String> violations(Map<String, String> migrations) {
        List<String> found = new ArrayList<>();
        Map<String, String> versions = new HashMap<>();
        migrations.forEach((name, sql) -> {
            Matcher matcher = NAME.matcher(name);
            if (!matcher.matches()) {
                found.add(name + ": malformed name");
                return;
            }
            String capability = matcher.group(2);
            // Jobs and approvals are the kernel's.
            boolean known = Capabilities.table().containsKey(capability)
                    || capability.equals("job")
                    || capability.equals("approval");
            if (!known) found.add(name + ": no such capability");
            if (versions.put(matcher.group(1), name) != null) found.add(name + ": version is taken");
            if (!sql.startsWith("-- ")) found.add(name + ": does not start with why");
            foreignTables(capability, sql)
                    .forEach(table -> found.add(name + ": " + table + " does not carry the capability's name"));
        });
        return found;
    }

    private static List<String> foreignTables(String capability, String sql) {
        return TABLE.matcher(sql)
                .results()
                .map(result -> result.group(1))
                .filter(table -> !table.startsWith(capability + "_") && !table.equals(capability))
                .filter(table -> KERNEL_TABLES.stream().noneMatch(table::startsWith))
                .toList();
    }
}
