package dev.huiyuan.reward;

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

/** Administers rewards. */
@ApplicationScoped
class RewardService {
    private static final String TEMPLATE_CONSTRAINT = "reward_item_template";
    private static final String STOCK_CONSTRAINT = "reward_stock_suffices";
    private static final FieldError STOCK_TOO_LOW =
            new FieldError("/stock", "out-of-range", "the stock is below what is redeemed");

    private final RewardRepository rewards;
    private final ProgrammeService programme;
    private final Ids ids;

    RewardService(RewardRepository rewards, ProgrammeService programme, Ids ids) {
        this.rewards = rewards;
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
        check(request, List.of());
        return rewards.persistAndFlush(new RewardEntity(ids.next(), request))
                .map(this::response)
                .onFailure(ConstraintViolationException.class)
                .transform(violation -> refusal(violation, request));
    }

    /** @param version the version that the change is based on */
    @WithTransaction
    Uni<AdminRewardResponse> replace(UUID id, int version, RewardRequest request) {
        return require(id)
                .invoke(reward -> Versions.compare(version, reward.version))
                .invoke(reward -> check(request, changeErrors(reward, request)))
                .invoke(reward -> reward.take(request))
                .call(rewards::flush)
                .map(this::response)
                .onFailure(ConstraintViolationException.class)
                .transform(violation -> refusal(violation, request));
    }

    private static List<FieldError> changeErrors(RewardEntity current, RewardRequest next) {
        List<FieldError> errors = new ArrayList<>();
        if (!current.code.equals(next.code())) errors.add(new FieldError("/code", "immutable", "a code stays"));
        if ((current.stock == null) != (next.stock() == null)) {
            errors.add(new FieldError("/stock", "immutable", "whether there is one is settled when a reward is made"));
        }
        if (next.stock() != null && next.stock() < current.redeemedOfStock()) errors.add(STOCK_TOO_LOW);
        return errors;
    }

    private void check(RewardRequest request, List<FieldError> more) {
        List<FieldError> errors = new ArrayList<>(more);
        boolean knownTier = request.minTier() == null
                || programme.current().tiers().stream()
                        .anyMatch(tier -> tier.code().equals(request.minTier()));
        if (!knownTier) errors.add(new FieldError("/minTier", "unknown", "there is no such tier"));
        boolean backwards = request.availableFrom() != null
                && request.availableUntil() != null
                && !request.availableFrom().isBefore(request.availableUntil());
        if (backwards) {
            errors.add(new FieldError("/availableUntil", "out-of-range", "the end is not after the beginning"));
        }
        if (!errors.isEmpty()) throw ProblemException.ofFields(errors);
    }

    private static Throwable refusal(Throwable violation, RewardRequest request) {
        String message = String.valueOf(violation.getMessage());
        if (message.contains(TEMPLATE_CONSTRAINT)) {
            return ProblemException.ofField("/templateCode", "unknown", "there is no such template");
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
