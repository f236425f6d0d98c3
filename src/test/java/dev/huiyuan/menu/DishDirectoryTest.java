package dev.huiyuan.menu;

import static dev.huiyuan.member.NewMembers.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.shared.sql.Transactions;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.MovableClock;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class DishDirectoryTest {
    private static final UUID BEIJING = UUID.fromString("01980000-0000-7000-8000-000000000003");
    private static final UUID SHANGHAI = UUID.fromString("01980000-0000-7000-8000-000000000001");
    private static final UUID BASS = UUID.fromString("01980000-0000-7000-8000-000000000213");
    private static final UUID CUCUMBER = UUID.fromString("01980000-0000-7000-8000-000000000216");

    @Inject
    DishDirectory directory;

    @Inject
    Transactions transactions;

    @Inject
    MovableClock clock;

    private void change(String sql, Object... values) {
        await(transactions.run(connection -> connection
                .preparedQuery(sql)
                .execute(Tuple.from(List.of(values)))
                .map(rows -> rows.rowCount())));
        await(directory.refresh().replaceWith("done"));
    }

    @Test
    void storeThatDiffersHasItsOwnPrice() {
        MenuDish general = directory.at(SHANGHAI).byCode("STEAMED-BASS").orElseThrow();
        MenuDish beijing = directory.at(BEIJING).dish(BASS).orElseThrow();
        assertThat(general.priceFen()).isEqualTo(8800);
        assertThat(beijing.priceFen()).isEqualTo(9800);
        assertThat(beijing.fingerprint()).isNotEqualTo(general.fingerprint());
        assertThat(directory.anywhere().dish(BASS)).contains(general);
        assertThat(directory.at(BEIJING).byCode("PLUM-DRINK").orElseThrow().upgradeFen())
                .isEqualTo(300);
    }

    @Test
    void whatDoesNotExistIsNotFound() {
        StoreMenu menu = directory.at(SHANGHAI);
        assertThat(menu.dish(UUID.randomUUID())).isEmpty();
        assertThat(menu.byCode("NONE")).isEmpty();
    }

    @Test
    void dishThatIsSoldOutIsNotAvailableInThatStoreUntilItEnds() {
        OffsetDateTime until = clock.instant().plusSeconds(3600).atOffset(ZoneOffset.UTC);
        String before = directory.at(SHANGHAI).dish(CUCUMBER).orElseThrow().fingerprint();
        long revision = directory.at(SHANGHAI).revision();
        change(
                "insert into menu_dish_absence values ($1, $2, 'SOLD_OUT', $3, $3) on conflict do nothing",
                SHANGHAI,
                CUCUMBER,
                until);
        try {
            MenuDish out = directory.at(SHANGHAI).dish(CUCUMBER).orElseThrow();
            assertThat(out.available()).isFalse();
            assertThat(out.fingerprint()).isNotEqualTo(before);
            assertThat(directory.at(SHANGHAI).revision()).isGreaterThan(revision);
            assertThat(directory.at(BEIJING).dish(CUCUMBER).orElseThrow().available())
                    .isTrue();
            clock.advance(Duration.ofHours(2));
            assertThat(directory.at(SHANGHAI).dish(CUCUMBER).orElseThrow().fingerprint())
                    .isEqualTo(before);
        } finally {
            clock.reset();
            change("delete from menu_dish_absence where dish_id = $1", CUCUMBER);
        }
    }

    @Test
    void platformCodesLeadToDishesAndStores() {
        change("insert into menu_platform_dish values ('MEITUAN', 'mt-bass', $1) on conflict do nothing", BASS);
        change(
                "insert into menu_platform_store (id, platform, code, store_id) values ($1, 'MEITUAN', 'mt-sh', $1) on conflict do nothing",
                SHANGHAI);
        assertThat(directory.dishOfPlatform("MEITUAN", "mt-bass")).contains(BASS);
        assertThat(directory.storeOfPlatform("MEITUAN", "mt-sh")).contains(SHANGHAI);
        assertThat(directory.dishOfPlatform("ELEME", "mt-bass")).isEmpty();
    }

    @Test
    void menuIsOrderedByCategoryAndCode() {
        List<String> categories = directory.at(SHANGHAI).page(null, null, Integer.MAX_VALUE).stream()
                .map(Dish::categoryCode)
                .distinct()
                .filter(Map.of("MAIN", 1, "STAPLE", 2, "SIDE", 3, "DRINK", 4, "SET", 5)::containsKey)
                .toList();
        assertThat(categories).containsExactly("MAIN", "STAPLE", "SIDE", "DRINK", "SET");
    }
}
