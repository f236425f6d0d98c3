package dev.huiyuan.order;

import static dev.huiyuan.member.NewMembers.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.huiyuan.coupon.OwnedCoupon;
import dev.huiyuan.order.BillReader.Access;
import dev.huiyuan.order.BillReader.Question;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import dev.huiyuan.testing.HuiyuanTest;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Questions about bills that come at the same time: each gets its own answer, whatever is read together. */
@HuiyuanTest
class BillReaderTest {
    private static final String TILL = "till-q";

    private final QuoteDesk desk;
    private final BillReader reader;
    private final Clock clock;

    BillReaderTest(QuoteDesk desk, BillReader reader, Clock clock) {
        this.desk = desk;
        this.reader = reader;
        this.clock = clock;
    }

    private Question question(UUID member, Set<UUID> named, Access access) {
        Instant now = clock.instant();
        return new Question(member, now, LocalDate.ofInstant(now, ZoneId.of("Asia/Shanghai")), named, access);
    }

    @Test
    void manyMembersWhoAskAtTheSameTimeGetTheirOwnCouponsAndPoints() {
        List<UUID> members = new ArrayList<>();
        List<UUID> coupons = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            UUID member = desk.member(i % 2 == 0 ? "gold" : "member");
            if (i % 3 > 0) desk.earn(member, 100 + i);
            members.add(member);
            coupons.add(desk.coupon(member, values -> {}));
        }
        List<Uni<BillFacts>> asked = members.stream()
                .map(member -> reader.read(question(member, Set.of(), new Access.Own())))
                .toList();
        List<BillFacts> facts = await(Uni.join().all(asked).andFailFast());
        for (int i = 0; i < members.size(); i++) {
            BillFacts one = facts.get(i);
            assertThat(one.member().memberId()).isEqualTo(members.get(i));
            assertThat(one.tier()).isEqualTo(i % 2 == 0 ? "gold" : "member");
            assertThat(one.coupons()).extracting(OwnedCoupon::id).containsExactly(coupons.get(i));
            // Gold earns more than a point a yuan.
            assertThat(one.points()).isGreaterThanOrEqualTo(i % 3 > 0 ? 100 + i : 0);
            assertThat(one.points() == 0).isEqualTo(i % 3 == 0);
            assertThat(one.maySpend()).isTrue();
        }
    }

    @Test
    void refusalOfOneQuestionLeavesTheOthersAlone() {
        UUID member = desk.member("gold");
        desk.earn(member, 500);
        UUID coupon = desk.coupon(member, values -> {});
        UUID other = desk.member("gold");
        UUID presence = desk.presence(member);
        Access present = new Access.Present(presence, QuoteDesk.STORE, TILL);
        Uni<BillFacts> known = reader.read(question(member, Set.of(), present));
        Uni<BillFacts> otherTill =
                reader.read(question(member, Set.of(), new Access.Present(presence, QuoteDesk.STORE, "another till")));
        Uni<BillFacts> anothersPresence = reader.read(question(other, Set.of(), present));
        Uni<BillFacts> unknown = reader.read(question(UUID.randomUUID(), Set.of(), new Access.Own()));
        Uni<BillFacts> absent = reader.read(question(member, Set.of(), new Access.None()));
        List<Uni<Object>> outcomes = List.of(
                outcome(known), outcome(otherTill), outcome(anothersPresence), outcome(unknown), outcome(absent));
        List<Object> all = await(Uni.join().all(outcomes).andFailFast());

        assertThat(((BillFacts) all.get(0)).coupons())
                .extracting(OwnedCoupon::id)
                .containsExactly(coupon);
        assertThat(all.subList(1, 4))
                .containsExactly(
                        ProblemCode.PRESENCE_INVALID, ProblemCode.PRESENCE_INVALID, ProblemCode.MEMBER_NOT_FOUND);
        BillFacts seen = (BillFacts) all.get(4);
        assertThat(seen.maySpend()).isFalse();
        assertThat(seen.coupons()).isEmpty();
        assertThat(seen.points()).isZero();
    }

    private static Uni<Object> outcome(Uni<BillFacts> asked) {
        return asked.<Object>map(facts -> facts)
                .onFailure(ProblemException.class)
                .recoverWithItem(ProblemException::code);
    }

    @Test
    void namedCouponsAreFoundUnusableOrNotAndNobodyElses() {
        UUID member = desk.member("gold");
        UUID usable = desk.coupon(member, values -> {});
        UUID used = desk.coupon(member, values -> {});
        desk.execute(
                "update coupon set state = 'REVOKED', ended_at = now() where member_id = $1 and id = $2", member, used);
        UUID foreign = desk.coupon(desk.member("gold"), values -> {});
        Question all = question(member, Set.of(used, foreign), new Access.Own());
        assertThat(await(reader.read(all)).coupons())
                .extracting(OwnedCoupon::id)
                .containsExactlyInAnyOrder(usable, used);
        assertThat(await(reader.read(all.toSettle())).coupons())
                .extracting(OwnedCoupon::id)
                .containsExactly(used);
        assertThat(await(reader.read(question(member, Set.of(usable), new Access.Own())))
                        .coupons())
                .extracting(OwnedCoupon::id)
                .containsExactly(usable);
    }

    @Test
    void unknownMemberIsRefusedOnACallersConnectionToo() {
        Question unknown = question(UUID.randomUUID(), Set.of(), new Access.Own());
        assertRefused(() -> await(desk.connected(connection -> reader.read(connection, unknown))));
    }

    private static void assertRefused(ThrowingCallable action) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo(ProblemCode.MEMBER_NOT_FOUND));
    }
}
