package dev.huiyuan.menu;

import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.problem.FieldError;
import dev.huiyuan.shared.problem.JsonPointers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides line by line what an upload does to the menu as it stands. A platform's code that one line gives up can be
 * taken by a later one.
 */
final class UploadPlan {
    private final MenuSnapshot.Base menu;
    private final Predicate<UUID> isStore;
    private final Map<PlatformCode, String> owners = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private final List<UploadLine> report = new ArrayList<>();
    private final List<Write> writes = new ArrayList<>();

    private UploadPlan(MenuSnapshot.Base menu, Predicate<UUID> isStore) {
        this.menu = menu;
        this.isStore = isStore;
        menu.platformDishes()
                .forEach((code, dish) -> owners.put(
                        code,
                        Optional.ofNullable(menu.byId().get(dish))
                                .map(MenuSnapshot.Entry::code)
                                .orElse("")));
    }

    /**
     * A dish that is to be written.
     *
     * @param id its id; null for a new one
     */
    record Write(@Nullable UUID id, DishValues values) {}

    /** What an upload does. */
    record Result(List<UploadLine> report, List<Write> writes) {
        boolean refusesAny() {
            return report.stream().anyMatch(line -> line.outcome() == UploadLine.Outcome.REFUSED);
        }
    }

    static Result of(List<UploadedLine> lines, MenuSnapshot.Base menu, ProgrammeService programme) {
        return of(lines, menu, store -> programme.store(store).isPresent());
    }

    static Result of(List<UploadedLine> lines, MenuSnapshot.Base menu, Predicate<UUID> isStore) {
        UploadPlan plan = new UploadPlan(menu, isStore);
        lines.forEach(plan::decide);
        return new Result(List.copyOf(plan.report), List.copyOf(plan.writes));
    }

    private void decide(UploadedLine line) {
        DishRequest dish = line.dish();
        List<FieldError> errors = dish == null ? line.errors() : errors(dish);
        if (dish == null || !errors.isEmpty()) {
            report.add(UploadLine.refused(line.number(), line.code(), errors));
            return;
        }
        DishValues values = DishValues.of(dish);
        seen.add(values.code());
        MenuSnapshot.Entry known = menu.byCode().get(values.code());
        UploadLine.Outcome outcome = outcome(known, values);
        report.add(new UploadLine(line.number(), values.code(), outcome, List.of()));
        if (outcome == UploadLine.Outcome.UNCHANGED) return;
        writes.add(new Write(known == null ? null : known.id(), values));
        // A dish is decided once, so that the codes it has are those that the menu knows.
        if (known != null) menu.platformCodesOf(known.id()).forEach(owners::remove);
        values.platformCodes().forEach(code -> owners.put(code, values.code()));
    }

    private UploadLine.Outcome outcome(MenuSnapshot.@Nullable Entry known, DishValues values) {
        if (known == null) return UploadLine.Outcome.CREATED;
        return DishValues.of(known, menu).equals(values) ? UploadLine.Outcome.UNCHANGED : UploadLine.Outcome.CHANGED;
    }

    private List<FieldError> errors(DishRequest dish) {
        List<FieldError> errors = new ArrayList<>();
        MenuSnapshot.Entry known = menu.byCode().get(dish.code());
        if (seen.contains(dish.code())) errors.add(new FieldError("/code", "repeated", "an earlier line has it"));
        if (known != null && known.retired()) errors.add(new FieldError("/code", "retired", "the dish is retired"));
        if (!menu.categories().containsKey(dish.categoryCode())) {
            errors.add(new FieldError("/categoryCode", "unknown", "there is no such category"));
        }
        for (UUID store : dish.storePricesFen().keySet()) {
            if (isStore.test(store)) continue;
            errors.add(new FieldError(JsonPointers.of("storePricesFen", store), "unknown", "there is no such store"));
        }
        for (int i = 0; i < dish.platformCodes().size(); i++) {
            String owner = owners.getOrDefault(dish.platformCodes().get(i), dish.code());
            if (owner.equals(dish.code())) continue;
            errors.add(new FieldError(JsonPointers.of("platformCodes", i), "taken", "the code means " + owner));
        }
        return errors;
    }
}
