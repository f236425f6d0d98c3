package dev.huiyuan.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.huiyuan.app.development.EmbeddedServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Migrations meet rows that earlier versions have written: a database goes from one version to another. */
class UpgradeTest {
    private static final Path DEMO_DATA =
            Path.of("src/main/resources/dev/huiyuan/app/development/demo/R__demo_data.sql");

    private @Nullable EmbeddedServers servers;
    private String url = "";
    private String username = "";
    private String password = "";

    @BeforeEach
    void start(@TempDir Path folder) {
        servers = EmbeddedServers.start(folder, false);
        Map<String, String> settings = servers.settings();
        url = "jdbc:" + settings.get("huiyuan.database.url");
        username = Objects.requireNonNull(settings.get("huiyuan.database.username"));
        password = Objects.requireNonNull(settings.get("huiyuan.database.password"));
    }

    @AfterEach
    void stop() {
        if (servers != null) servers.close();
    }

    private void migrate(String target) {
        FluentConfiguration configuration = Flyway.configure()
                .dataSource(url, username, password)
                .locations("classpath:db/migration")
                .target(target);
        new MigrationLock().customize(configuration);
        configuration.load().migrate();
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, username, password);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> read(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, username, password);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) found.add(rows.getString(1));
            return found;
        }
    }

    private void dish(String code, String allergens) throws SQLException {
        run(String.format(
                Locale.ROOT,
                "insert into menu_dish (id, code, category_code, name, description, price_fen, allergens, available,"
                        + " version) select gen_random_uuid(), '%s', category_code, name, '', 1, '%s', true, 0"
                        + " from menu_dish limit 1",
                code,
                allergens));
    }

    private List<String> allergens(String code) throws SQLException {
        return read("select unnest(allergens) from menu_dish where code = '" + code + "' order by 1");
    }

    @Test
    void allergensThatPeopleWroteBeforeThereWasAListStayReadable() throws SQLException {
        migrate("202611240506");
        dish("KNOWN", "{soy}");
        dish("SYNONYMS", "{Shellfish,Tree nuts,nuts}");
        dish("UNKNOWN", "{durian,eggs}");
        migrate("latest");
        assertThat(allergens("KNOWN")).containsExactly("soy");
        assertThat(allergens("SYNONYMS")).containsExactly("crustacean", "mollusc", "nut");
        assertThat(allergens("UNKNOWN")).containsExactly("durian", "egg");
        run("update menu_dish set retired_at = now() where code = 'UNKNOWN'");
        assertThatThrownBy(() -> dish("NEW", "{durian}")).hasMessageContaining("not on the list");
        dish("NEW", "{egg}");
    }

    @Test
    void redemptionsFromBeforeAreFulfilledOnes() throws SQLException {
        migrate("202611240506");
        run("""
                insert into reward_redemption (member_id, id, item_id, points, available_after, entry_id, coupon_id,
                    redeemed_at)
                select gen_random_uuid(), gen_random_uuid(), (select id from reward_item limit 1), 100, 0,
                    gen_random_uuid(), gen_random_uuid(), now() from generate_series(1, 3)
                """);
        migrate("latest");
        assertThat(
                        read(
                                "select state || steps from reward_redemption where request_id = id and fulfilled_at = redeemed_at"))
                .containsExactly("FULFILLED1", "FULFILLED1", "FULFILLED1");
        assertThat(read("select type from reward_step")).hasSize(3);
        assertThat(read("select conname from pg_constraint where conrelid = 'reward_redemption'::regclass"
                        + " and not convalidated"))
                .isEmpty();
        assertThat(read("select indexrelid::regclass::text from pg_index where indrelid ="
                        + " 'reward_redemption'::regclass and indisvalid order by 1"))
                .contains("reward_redemption_due", "reward_redemption_id", "reward_redemption_request");
    }

    @Test
    void brandStartsWithTheDefaultProgrammeAndWithoutSamples() throws SQLException {
        migrate("latest");
        assertThat(everything()).containsExactly("BIRTHDAY-MEAL", "BIRTHDAY-SET", "SET", "WELCOME-20");
    }

    @Test
    void samplesThatSomebodyUsedOrChangedStayWithWhatTheyNeed() throws SQLException {
        migrate("202611240901");
        run("""
                insert into coupon (member_id, id, template_id, template_version, state, source, source_ref, issued_at,
                    valid_from, expires_at)
                select gen_random_uuid(), gen_random_uuid(), id, version, 'ISSUED', 'CLAIM', 'x', now(), now(),
                    now() + interval '1 day' from coupon_template where code = 'LUNCH-10';
                insert into programme_draft (id, document, based_on, created_by, created_at, updated_by, updated_at)
                select gen_random_uuid(), jsonb_set(document, '{registration,welcomeTemplate}', '"SPRING-15"'), version,
                    'x', now(), 'x', now() from programme_version;
                insert into reward_limit (item_id, member_id, ordinal, redemption_id)
                select id, gen_random_uuid(), 1, gen_random_uuid() from reward_item where code = 'PLUM-DRINK';
                update menu_dish set price_fen = 400, version = version + 1 where code = 'RICE';
                insert into menu_dish_absence (store_id, dish_id, kind, changed_at)
                select '01980000-0000-7000-8000-000000000002', id, 'OFF', now() from menu_dish where code = 'MAPO-TOFU'
                """);
        migrate("latest");
        assertThat(everything())
                .containsExactly(
                        "BIRTHDAY-MEAL",
                        "BIRTHDAY-SET",
                        "DRINK", // the category
                        "DRINK", // what the reward gives
                        "LUNCH-10",
                        "MAIN",
                        "MAPO-TOFU",
                        "PLUM-DRINK", // the dish
                        "PLUM-DRINK", // the reward
                        "RICE",
                        "SET",
                        "SH-002",
                        "SPRING-15",
                        "STAPLE",
                        "WELCOME-20");
        assertThatThrownBy(() -> run("delete from programme_store_version")).hasMessageContaining("append-only");
    }

    @Test
    void demoDataBringsTheSamplesBackAndChangesNothingThatIsThere() throws SQLException, IOException {
        migrate("202611240901");
        List<String> before = everything();
        migrate("latest");
        run(Files.readString(DEMO_DATA));
        assertThat(everything()).isEqualTo(before);
        run("update menu_dish set price_fen = 400, version = version + 1 where code = 'RICE'");
        run(Files.readString(DEMO_DATA));
        assertThat(read("select price_fen from menu_dish where code = 'RICE'")).containsExactly("400");
        assertThat(everything()).isEqualTo(before);
    }

    /** The codes of all stores, categories, dishes, templates and rewards. */
    private List<String> everything() throws SQLException {
        return read("""
                select code collate "C" from (
                    select code from programme_store_version union all select code from menu_category
                    union all select code from menu_dish union all select code from coupon_template
                    union all select code from reward_item) as everything
                order by 1
                """);
    }
}
