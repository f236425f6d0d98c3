package dev.huiyuan.coupon;

import dev.huiyuan.menu.DishDirectory;
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
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** Administers templates. */
@ApplicationScoped
class TemplateService {
    private final TemplateRepository templates;
    private final DishDirectory dishes;
    private final ProgrammeService programme;
    private final SoldOutTemplates soldOut;
    private final Ids ids;
    private final Clock clock;

    TemplateService(
            TemplateRepository templates,
            DishDirectory dishes,
            ProgrammeService programme,
            SoldOutTemplates soldOut,
            Ids ids,
            Clock clock) {
        this.templates = templates;
        this.dishes = dishes;
        this.programme = programme;
        this.soldOut = soldOut;
        this.ids = ids;
        this.clock = clock;
    }

    @WithSession
    Uni<Page<CouponTemplateResponse>> list(@Nullable String cursor, int limit) {
        return templates
                .before(Cursor.decode(cursor), limit + 1)
                .map(rows -> Page.of(rows, limit, template -> template.id).map(this::response));
    }

    @WithSession
    Uni<CouponTemplateResponse> read(UUID id) {
        return require(id).map(this::response);
    }

    @WithTransaction
    Uni<CouponTemplateResponse> create(CouponTemplateRequest request) {
        if (request.state() != TemplateState.DRAFT && request.state() != TemplateState.ACTIVE) {
            throw ProblemCode.TEMPLATE_STATE_REFUSED.with("-", request.state());
        }
        return check(request, List.of())
                .chain(() -> templates.persistAndFlush(new TemplateEntity(ids.next(), request)))
                .map(this::response)
                .onFailure(ConstraintViolationException.class)
                .transform(taken -> ProblemCode.TEMPLATE_CODE_TAKEN.with(request.code()));
    }

    /** @param version the version that the change is based on */
    @WithTransaction
    Uni<CouponTemplateResponse> replace(UUID id, int version, CouponTemplateRequest request) {
        return require(id)
                .invoke(template -> Versions.compare(version, template.version))
                .invoke(template -> requireTransition(template.state, request.state()))
                .call(template -> check(request, TemplateRules.changeErrors(template, request)))
                .invoke(template -> template.take(request))
                .call(templates::flush)
                .onFailure(ConstraintViolationException.class)
                .transform(TemplateService::stockTooLow)
                .invoke(template -> soldOut.forget(template.id))
                .map(this::response);
    }

    /** Coupons were issued between the check and the flush: the database counts. */
    private static Throwable stockTooLow(Throwable violation) {
        return ProblemException.ofField("/stock", "out-of-range", "the stock is below what is issued");
    }

    private static void requireTransition(TemplateState from, TemplateState to) {
        if (!from.mayBecome(to)) throw ProblemCode.TEMPLATE_STATE_REFUSED.with(from, to);
    }

    private Uni<Void> check(CouponTemplateRequest request, List<FieldError> more) {
        List<FieldError> errors = new ArrayList<>(TemplateRules.errors(request, surroundings()));
        errors.addAll(more);
        request.categoryCodes().stream()
                .filter(code -> !dishes.hasCategory(code))
                .map(code -> new FieldError("/categoryCodes", "unknown", "there is no such category: " + code))
                .forEach(errors::add);
        return unknownDishes(request)
                .map(errors::addAll)
                .invoke(any -> {
                    if (!errors.isEmpty()) throw ProblemException.ofFields(errors);
                })
                .replaceWithVoid();
    }

    /** One after the other: they share the session. */
    private Uni<List<FieldError>> unknownDishes(CouponTemplateRequest request) {
        Uni<List<FieldError>> errors = Uni.createFrom().item(new ArrayList<>());
        if (request.dishCode() != null) errors = unknownDish(errors, "/dishCode", request.dishCode());
        for (String code : request.dishCodes()) errors = unknownDish(errors, "/dishCodes", code);
        return errors;
    }

    private Uni<List<FieldError>> unknownDish(Uni<List<FieldError>> before, String pointer, String code) {
        return before.call(errors -> dishes.exists(code).invoke(exists -> {
            if (!exists) errors.add(new FieldError(pointer, "unknown", "there is no such dish: " + code));
        }));
    }

    private TemplateRules.Surroundings surroundings() {
        return new TemplateRules.Surroundings(
                programme.storeIds(),
                programme.current().tiers(),
                LocalDate.ofInstant(clock.instant(), programme.zone()));
    }

    private CouponTemplateResponse response(TemplateEntity template) {
        return template.response(programme.zone());
    }

    private Uni<TemplateEntity> require(UUID id) {
        return templates.findById(id).onItem().ifNull().failWith(ProblemCode.TEMPLATE_NOT_FOUND::with);
    }
}
