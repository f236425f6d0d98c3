package dev.huiyuan.reward;

import dev.huiyuan.coupon.CouponPromises;
import dev.huiyuan.menu.DishDirectory;
import dev.huiyuan.programme.Programme;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.programme.Store;
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
import java.util.stream.Collectors;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** Administers rewards. */
@ApplicationScoped
class RewardService {
    private static final String TEMPLATE_CONSTRAINT = "reward_item_template";
    private static final String DISH_CONSTRAINT = "reward_item_dish";
    private static final String POOL_CONSTRAINT = "reward_item_pool";
    private static final String STOCK_CONSTRAINT = "reward_stock_suffices";
    static final FieldError STOCK_TOO_LOW =
            new FieldError("/stock", "out-of-range", "the stock is below what is redeemed and reserved");

    private final RewardRepository rewards;
    private final DishDirectory dishes;
    private final ProgrammeService programme;
    private final CouponPromises promises;
    private final Ids ids;

    RewardService(
            RewardRepository rewards,
            DishDirectory dishes,
            ProgrammeService programme,
            CouponPromises promises,
            Ids ids) {
        this.rewards = rewards;
        this.dishes = dishes;
        this.promises = promises;
        this.programme = programme;
        this.ids = ids;
    }

    @WithSession
    Uni<Page<AdminRewardResponse>> list(@Nullable String cursor, int limit) {
        return rewards.before(Cursor.decode(cursor), limit + 1)
                .map(rows -> Page.of(rows, limit, reward -> reward.id).map(this::response));
    }

    @WithSession
    Uni<AdminRewardResponse> read(UUID id) {
        return require(id).map(this::response);
    }

    @WithTransaction
    Uni<AdminRewardResponse> create(RewardRequest request) {
        if (request.state() != RewardState.DRAFT && request.state() != RewardState.ACTIVE) {
            throw ProblemCode.REWARD_STATE_REFUSED.with("-", request.state());
        }
        return check(request, List.of())
                .chain(() -> rewards.persistAndFlush(new RewardEntity(ids.next(), request)))
                .map(this::response)
                .onFailure(ConstraintViolationException.class)
                .transform(violation -> refusal(violation, request));
    }

    /** @param version the version that the change is based on */
    @WithTransaction
    Uni<AdminRewardResponse> replace(UUID id, int version, RewardRequest request) {
        return require(id)
                .invoke(reward -> Versions.compare(version, reward.version))
                .invoke(reward -> requireTransition(reward.state, request.state()))
                .call(reward -> check(request, RewardContentRules.changeErrors(reward, request)))
                .invoke(reward -> reward.take(request))
                .call(rewards::flush)
                .map(this::response)
                .onFailure(ConstraintViolationException.class)
                .transform(violation -> refusal(violation, request));
    }

    private static void requireTransition(RewardState from, RewardState to) {
        if (!from.mayBecome(to)) throw ProblemCode.REWARD_STATE_REFUSED.with(from, to);
    }

    private Uni<Void> check(RewardRequest request, List<FieldError> more) {
        List<FieldError> errors = new ArrayList<>(RewardContentRules.errors(request, surroundings()));
        errors.addAll(more);
        Uni<Boolean> known =
                request.dishCode() == null ? Uni.createFrom().item(true) : dishes.exists(request.dishCode());
        return known.invoke(exists -> {
                    if (!exists) errors.add(new FieldError("/dishCode", "unknown", "there is no such dish"));
                })
                .chain(() -> isLimited(request))
                .invoke(limited -> {
                    if (limited) errors.add(RewardContentRules.TEMPLATE_LIMITED);
                    if (!errors.isEmpty()) throw ProblemException.ofFields(errors);
                })
                .replaceWithVoid();
    }

    /** Whether a coupon that is paid for could be gone when it is due. */
    private Uni<Boolean> isLimited(RewardRequest request) {
        String template = request.templateCode();
        if (template == null || request.priceFen() == 0) return Uni.createFrom().item(false);
        return promises.isLimited(template);
    }

    private RewardContentRules.Surroundings surroundings() {
        return new RewardContentRules.Surroundings(
                programme.stores().stream().map(Store::id).collect(Collectors.toUnmodifiableSet()),
                programme.current().tiers().stream().map(Programme.Tier::code).collect(Collectors.toUnmodifiableSet()));
    }

    private static Throwable refusal(Throwable violation, RewardRequest request) {
        String message = String.valueOf(violation.getMessage());
        if (message.contains(TEMPLATE_CONSTRAINT)) {
            return ProblemException.ofField("/templateCode", "unknown", "there is no such template");
        }
        if (message.contains(DISH_CONSTRAINT)) {
            return ProblemException.ofField("/dishCode", "unknown", "there is no such dish");
        }
        if (message.contains(POOL_CONSTRAINT)) {
            return ProblemException.ofField("/poolId", "unknown", "there is no such pool");
        }
        if (message.contains(STOCK_CONSTRAINT)) return ProblemException.ofFields(List.of(STOCK_TOO_LOW));
        return ProblemCode.REWARD_CODE_TAKEN.with(request.code());
    }

    private AdminRewardResponse response(RewardEntity reward) {
        return reward.response(programme.zone());
    }

    private Uni<RewardEntity> require(UUID id) {
        return rewards.findById(id).onItem().ifNull().failWith(ProblemCode.REWARD_NOT_FOUND::with);
    }
}
