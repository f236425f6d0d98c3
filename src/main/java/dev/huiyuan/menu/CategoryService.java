package dev.huiyuan.menu;

import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.paging.Cursor;
import dev.huiyuan.shared.paging.Page;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import dev.huiyuan.shared.version.Versions;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** Administers categories. */
@ApplicationScoped
class CategoryService {
    private final CategoryRepository categories;
    private final Ids ids;

    CategoryService(CategoryRepository categories, Ids ids) {
        this.categories = categories;
        this.ids = ids;
    }

    @WithSession
    Uni<Page<CategoryResponse>> list(@Nullable String cursor, int limit) {
        return categories
                .before(Cursor.decode(cursor), limit + 1)
                .map(rows -> Page.of(rows, limit, category -> category.id).map(CategoryEntity::response));
    }

    @WithSession
    Uni<CategoryResponse> read(UUID id) {
        return require(id).map(CategoryEntity::response);
    }

    @WithTransaction
    Uni<CategoryResponse> create(CategoryRequest request) {
        return categories
                .persistAndFlush(new CategoryEntity(ids.next(), request))
                .map(CategoryEntity::response)
                .onFailure(ConstraintViolationException.class)
                .transform(taken -> ProblemCode.CATEGORY_CODE_TAKEN.with(request.code()));
    }

    /** @param version the version that the change is based on */
    @WithTransaction
    Uni<CategoryResponse> replace(UUID id, int version, CategoryRequest request) {
        return require(id)
                .invoke(category -> Versions.compare(version, category.version))
                .invoke(category -> requireSameCode(category, request))
                .invoke(category -> category.take(request))
                .call(categories::flush)
                .map(CategoryEntity::response);
    }

    /** @param version the version that was seen */
    @WithTransaction
    Uni<Void> delete(UUID id, int version) {
        return require(id)
                .invoke(category -> Versions.compare(version, category.version))
                .call(categories::delete)
                .call(categories::flush)
                .replaceWithVoid()
                .onFailure(ConstraintViolationException.class)
                .transform(used -> ProblemCode.CATEGORY_IN_USE.with());
    }

    private static void requireSameCode(CategoryEntity category, CategoryRequest request) {
        if (!category.code.equals(request.code())) {
            throw ProblemException.ofField("/code", "immutable", "a code stays");
        }
    }

    private Uni<CategoryEntity> require(UUID id) {
        return categories.findById(id).onItem().ifNull().failWith(ProblemCode.CATEGORY_NOT_FOUND::with);
    }
}
