package dev.huiyuan.menu;

import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.problem.FieldError;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import dev.huiyuan.shared.version.Versions;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;

/** Administers dishes. */
@ApplicationScoped
class DishService {
    private static final String CATEGORY_CONSTRAINT = "menu_dish_category";
    private static final String PLATFORM_CONSTRAINT = "menu_platform_dish_pkey";

    private final DishRepository dishes;
    private final ProgrammeService programme;
    private final Ids ids;

    DishService(DishRepository dishes, ProgrammeService programme, Ids ids) {
        this.dishes = dishes;
        this.programme = programme;
        this.ids = ids;
    }

    @WithTransaction
    Uni<AdminDishResponse> create(DishRequest request) {
        check(request, request.code());
        return dishes.persistAndFlush(new DishEntity(ids.next(), request))
                .map(DishEntity::response)
                .onFailure(ConstraintViolationException.class)
                .transform(violation -> refusal(violation, request));
    }

    /** @param version the version that the change is based on */
    @WithTransaction
    Uni<AdminDishResponse> replace(UUID id, int version, DishRequest request) {
        return require(id)
                .invoke(dish -> Versions.compare(version, dish.version))
                .invoke(DishService::requireOnMenu)
                .invoke(dish -> check(request, dish.code))
                .invoke(dish -> dish.take(request))
                .call(dishes::flush)
                .map(DishEntity::response)
                .onFailure(ConstraintViolationException.class)
                .transform(violation -> refusal(violation, request));
    }

    private void check(DishRequest request, String code) {
        List<FieldError> errors = new ArrayList<>();
        if (!request.code().equals(code)) errors.add(new FieldError("/code", "immutable", "a code stays"));
        for (UUID store : request.storePricesFen().keySet()) {
            if (programme.storeIds().contains(store)) continue;
            errors.add(new FieldError("/storePricesFen/" + store, "unknown", "there is no such store"));
        }
        if (!errors.isEmpty()) throw ProblemException.ofFields(errors);
    }

    private static void requireOnMenu(DishEntity dish) {
        if (dish.retiredAt != null) throw ProblemCode.DISH_RETIRED.with();
    }

    private static Throwable refusal(Throwable violation, DishRequest request) {
        String message = String.valueOf(violation.getMessage());
        if (message.contains(CATEGORY_CONSTRAINT)) {
            return ProblemException.ofField("/categoryCode", "unknown", "there is no such category");
        }
        if (message.contains(PLATFORM_CONSTRAINT)) return ProblemCode.PLATFORM_CODE_TAKEN.with();
        return ProblemCode.DISH_CODE_TAKEN.with(request.code());
    }

    private Uni<DishEntity> require(UUID id) {
        return dishes.findById(id).onItem().ifNull().failWith(ProblemCode.DISH_NOT_FOUND::with);
    }
}
