package dev.huiyuan.menu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UploadPlanTest {
    private static final UUID STORE = new UUID(0, 1);
    private static final UUID KNOWN = new UUID(0, 2);
    private static final PlatformCode CODE = new PlatformCode("MEITUAN", "1");

    private static MenuSnapshot.Base menu(boolean retired) {
        MenuSnapshot.Entry dish = new MenuSnapshot.Entry(
                KNOWN, "KNOWN", "MAIN", "菜", "", 100, null, Set.of("soy"), null, List.of(), true, retired, 3);
        return new MenuSnapshot.Base(
                1,
                Map.of("MAIN", new MenuSnapshot.Category("MAIN", "主菜", 1)),
                List.of(dish),
                Map.of(KNOWN, Map.of(STORE, 90L)),
                Map.of(CODE, KNOWN),
                Map.of());
    }

    private static DishRequest dish(String code, long priceFen, PlatformCode... codes) {
        return new DishRequest(
                code,
                "MAIN",
                "菜",
                "",
                priceFen,
                Map.of(STORE, 90L),
                null,
                Set.of("soy"),
                null,
                Set.of(),
                List.of(codes),
                true,
                null);
    }

    private static UploadPlan.Result plan(boolean retired, DishRequest... dishes) {
        List<UploadedLine> lines = new ArrayList<>();
        for (DishRequest dish : dishes) lines.add(new UploadedLine(lines.size() + 1, dish.code(), dish, List.of()));
        return UploadPlan.of(lines, menu(retired), STORE::equals);
    }

    private static List<UploadLine.Outcome> outcomes(UploadPlan.Result result) {
        return result.report().stream().map(UploadLine::outcome).toList();
    }

    @Test
    void sameDishIsLeftAlone() {
        UploadPlan.Result result = plan(false, dish("KNOWN", 100, CODE));
        assertThat(outcomes(result)).containsExactly(UploadLine.Outcome.UNCHANGED);
        assertThat(result.writes()).isEmpty();
    }

    @Test
    void anotherPriceChangesIt() {
        UploadPlan.Result result = plan(false, dish("KNOWN", 101, CODE), dish("NEW", 1));
        assertThat(outcomes(result)).containsExactly(UploadLine.Outcome.CHANGED, UploadLine.Outcome.CREATED);
        assertThat(result.writes()).extracting(UploadPlan.Write::id).containsExactly(KNOWN, null);
    }

    @Test
    void retiredDishIsRefused() {
        assertThat(plan(true, dish("KNOWN", 101)).refusesAny()).isTrue();
    }

    @Test
    void platformCodePassesOnlyFromWhoGaveItUpBefore() {
        assertThat(outcomes(plan(false, dish("NEW", 1, CODE), dish("KNOWN", 100))))
                .containsExactly(UploadLine.Outcome.REFUSED, UploadLine.Outcome.CHANGED);
        assertThat(outcomes(plan(false, dish("KNOWN", 100), dish("NEW", 1, CODE))))
                .containsExactly(UploadLine.Outcome.CHANGED, UploadLine.Outcome.CREATED);
    }

    @Test
    void thousandsOfDishesPassTheirCodesOn() {
        int many = 5_000;
        List<MenuSnapshot.Entry> dishes = new ArrayList<>();
        Map<PlatformCode, UUID> codes = new HashMap<>();
        List<UploadedLine> lines = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            UUID id = new UUID(1, i);
            dishes.add(new MenuSnapshot.Entry(
                    id, "D-" + i, "MAIN", "菜", "", 100, null, Set.of(), null, List.of(), true, false, 0));
            for (int c = 0; c < 3; c++) codes.put(new PlatformCode("P" + c, "old-" + i), id);
            DishRequest next = dish(
                    "D-" + i,
                    200,
                    new PlatformCode("P0", "new-" + i),
                    new PlatformCode("P1", i == 0 ? "new-0" : "old-" + (i - 1)));
            lines.add(new UploadedLine(i + 1, next.code(), next, List.of()));
        }
        MenuSnapshot.Base menu = new MenuSnapshot.Base(
                1, Map.of("MAIN", new MenuSnapshot.Category("MAIN", "主菜", 1)), dishes, Map.of(), codes, Map.of());
        UploadPlan.Result result = UploadPlan.of(lines, menu, STORE::equals);
        assertThat(result.refusesAny()).isFalse();
        assertThat(result.writes()).hasSize(many);
    }
}
