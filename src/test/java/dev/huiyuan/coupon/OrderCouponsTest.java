package dev.huiyuan.coupon;

import static dev.huiyuan.member.NewMembers.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.huiyuan.member.NewMembers;
import dev.huiyuan.programme.Channel;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import dev.huiyuan.shared.sql.Transactions;
import dev.huiyuan.shared.sql.WriteSet;
import dev.huiyuan.testing.HuiyuanTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class OrderCouponsTest {
    private static final UUID STORE = CouponApi.STORE;
    private static final String WHO = "member:test";

    @Inject
    CouponApi api;

    @Inject
    NewMembers members;

    @Inject
    OrderCoupons coupons;

    @Inject
    Transactions transactions;

    @Inject
    Pool pool;

    @Inject
    Clock clock;

    private CouponRef issued(UUID memberId) {
        return new CouponRef(memberId, api.issue(memberId, "POINTS-10").id());
    }

    private static CouponUseDetails bill(String bill) {
        return new CouponUseDetails(bill, STORE, Channel.STORE, 5_000L, 1_000L, WHO);
    }

    private static @Nullable ProblemCode code(Optional<ProblemException> refusal) {
        return refusal.map(ProblemException::code).orElse(null);
    }

    /** Locks, takes steps and writes, as an order does. */
    private <T> T batch(List<CouponRef> refs, Function<Batch, T> work) {
        return await(transactions.run(connection -> coupons.lock(connection, refs)
                .chain(locked -> {
                    Batch batch = new Batch(locked, coupons.changes(clock.instant()));
                    T result = work.apply(batch);
                    WriteSet writes = new WriteSet();
                    batch.changes().addTo(writes);
                    return writes.run(connection).replaceWith(result);
                })));
    }

    private void run(List<CouponRef> refs, Consumer<Batch> work) {
        batch(refs, batch -> {
            work.accept(batch);
            return Boolean.TRUE;
        });
    }

    private record Batch(Map<CouponRef, OwnedCoupon> locked, CouponChanges changes) {
        OwnedCoupon get(CouponRef ref) {
            return Objects.requireNonNull(locked.get(ref));
        }
    }

    private OwnedCoupon read(CouponRef ref) {
        return await(coupons.byIds(pool, List.of(ref))).getFirst();
    }

    @Test
    void couponsOfManyOrdersAreLockedUsedAndReleasedInOneBatch() {
        List<CouponRef> refs = new ArrayList<>();
        for (int i = 0; i < 5; i++) refs.add(issued(members.active().id()));
        Instant until = clock.instant().plus(Duration.ofMinutes(15));
        run(
                refs,
                batch -> refs.forEach(ref -> assertThat(
                                batch.changes().lock(batch.get(ref), "order-" + ref.couponId(), until, WHO))
                        .isEmpty()));
        assertThat(read(refs.getFirst()).state()).isEqualTo(CouponState.LOCKED);
        assertThat(await(coupons.usable(pool, List.of(refs.getFirst().memberId()), clock.instant())))
                .isEmpty();
        run(refs, batch -> {
            for (CouponRef ref : refs.subList(0, 3)) {
                assertThat(batch.changes().use(batch.get(ref), bill("order-" + ref.couponId())))
                        .isEmpty();
            }
            for (CouponRef ref : refs.subList(3, 5)) {
                assertThat(batch.changes().release(batch.get(ref), "order-" + ref.couponId(), WHO))
                        .isEmpty();
            }
        });
        OwnedCoupon used = read(refs.getFirst());
        assertThat(used.state()).isEqualTo(CouponState.USED);
        assertThat(Objects.requireNonNull(used.use()).discountFen()).isEqualTo(1_000L);
        assertThat(await(coupons.usable(pool, List.of(refs.get(4).memberId()), clock.instant())))
                .hasSize(1);
        assertThat(api.count("select count(*) from coupon_event where coupon_id = $1", used.id()))
                .isEqualTo(3);
    }

    @Test
    void secondOrderOfABatchSeesWhatTheFirstHasLeft() {
        CouponRef ref = issued(members.active().id());
        run(List.of(ref), batch -> {
            assertThat(batch.changes().use(batch.get(ref), bill("first"))).isEmpty();
            assertThat(code(batch.changes().use(batch.get(ref), bill("second"))))
                    .isEqualTo(ProblemCode.COUPON_ALREADY_USED);
        });
        assertThat(Objects.requireNonNull(read(ref).use()).bill()).isEqualTo("first");
    }

    @Test
    void stepsOfAnOrderThatIsRefusedAreTakenBack() {
        CouponRef kept = issued(members.active().id());
        CouponRef undone = issued(members.active().id());
        run(List.of(kept, undone), batch -> {
            assertThat(batch.changes().use(batch.get(kept), bill("good"))).isEmpty();
            int before = batch.changes().savepoint();
            assertThat(batch.changes().use(batch.get(undone), bill("bad"))).isEmpty();
            batch.changes().rollbackTo(before);
            assertThat(batch.changes().changedMembers()).containsExactly(kept.memberId());
        });
        assertThat(read(kept).state()).isEqualTo(CouponState.USED);
        assertThat(read(undone).state()).isEqualTo(CouponState.ISSUED);
    }

    @Test
    void batchFailsWhereACouponIsNotAsItWasLocked() {
        CouponRef ref = issued(members.active().id());
        OwnedCoupon stale = read(ref);
        run(
                List.of(ref),
                batch -> assertThat(batch.changes().use(batch.get(ref), bill("first")))
                        .isEmpty());
        assertThatThrownBy(() -> run(List.of(), batch -> batch.changes().use(stale, bill("second"))))
                .hasMessageContaining("updated 0 rows of 1");
        assertThat(Objects.requireNonNull(read(ref).use()).bill()).isEqualTo("first");
    }

    @Test
    void usedCouponComesBackOnce() {
        CouponRef ref = issued(members.active().id());
        run(
                List.of(ref),
                batch -> assertThat(batch.changes().use(batch.get(ref), bill("one")))
                        .isEmpty());
        run(List.of(ref), batch -> {
            assertThat(code(batch.changes().giveBack(batch.get(ref), "another", "REFUND", WHO)))
                    .isEqualTo(ProblemCode.COUPON_NOT_USED);
            assertThat(batch.changes().giveBack(batch.get(ref), "one", "REFUND", WHO))
                    .isEmpty();
            assertThat(code(batch.changes().giveBack(batch.get(ref), "one", "REFUND", WHO)))
                    .isEqualTo(ProblemCode.COUPON_NOT_USED);
        });
        assertThat(await(coupons.usable(pool, List.of(ref.memberId()), clock.instant())))
                .hasSize(1);
    }
}
