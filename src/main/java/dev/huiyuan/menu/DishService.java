package dev.huiyuan.menu;

import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.paging.Cursor;
import dev.huiyuan.shared.paging.Page;
import dev.huiyuan.shared.problem.FieldError;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import dev.huiyuan.shared.version.Versions;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** Administers dishes. */
@ApplicationScoped
class DishService {
    private static final String CATEGORY_CONSTRAINT = "menu_dish_category";

    private final DishRepository dishes;
    private final ProgrammeService programme;
    private final Ids ids;

    DishService(DishRepository dishes, ProgrammeService programme, Ids ids) {
        this.dishes = dishes;
        this.programme = programme;
        this.ids = ids;
    }

    @WithSession
    Uni<Page<AdminDishResponse>> list(@Nullable String cursor, int limit) {
        return dishes.before(Cursor.decode(cursor), limit + 1)
                .map(rows -> Page.of(rows, limit, dish -> dish.id).map(DishEntity::response));
    }

    @WithSession
    Uni<AdminDishResponse> read(UUID id) {
        return require(id).map(DishEntity::response);
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
            if (programme.store(store).isPresent()) continue;
            errors.add(new FieldError("/storePricesFen/" + store, "unknown", "there is no such store"));
        }
        if (!errors.isEmpty()) throw ProblemException.ofFields(errors);
    }

    private static Throwable refusal(Throwable violation, DishRequest request) {
        boolean category = String.valueOf(violation.getMessage()).contains(CATEGORY_CONSTRAINT);
        return category
                ? ProblemException.ofField("/categoryCode", "unknown", "there is no such category")
                : ProblemCode.DISH_CODE_TAKEN.with(request.code());
    }

    private Uni<DishEntity> require(UUID id) {
        return dishes.findById(id).onItem().ifNull().failWith(ProblemCode.DISH_NOT_FOUND::with);
    }
}
