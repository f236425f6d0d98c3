package dev.huiyuan.reward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.coupon.CouponApi;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.MovableClock;
import dev.huiyuan.testing.Parallel;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@HuiyuanTest
class RedemptionRaceTest {
    private static final int STOCK = 4;

    @Inject
    RewardDesk desk;

    @Inject
    CouponApi database;

    @Inject
    MovableClock clock;

    private static long succeeded(List<Response> answers) {
        answers.forEach(
                answer -> assertThat(answer.statusCode()).as(answer.asString()).isIn(201, 409));
        return answers.stream().filter(answer -> answer.statusCode() == 201).count();
    }

    @Test
    void lastUnitIsReservedOnce() {
        String reward = desk.reward(values -> values.put("stock", 1));
        List<UUID> diners =
                IntStream.range(0, 8).mapToObj(i -> desk.memberWith(100)).toList();
        assertThat(succeeded(Parallel.run(8, i -> desk.redeem(diners.get(i), reward))))
                .isEqualTo(1);
        desk.stock(reward, 1, 0);
        assertThat(diners.stream()
                        .mapToLong(diner -> desk.points(diner, "held"))
                        .sum())
                .isEqualTo(100);
    }

    @Test
    void reservationEndsOnceHoweverManyWantToEndIt() {
        String reward = desk.reward(values -> values.put("stock", 5).put("limitPerMember", 5));
        UUID member = desk.memberWith(500);
        for (int round = 0; round < 5; round++) {
            RewardDesk.Reserved reserved = desk.reserve(member, reward);
            List<Response> answers = Parallel.run(
                    8, i -> i % 2 == 0 ? desk.fulfil(reserved) : desk.cancel(desk.as(member), reserved.id()));
            assertThat(succeeded(answers)).isEqualTo(1);
        }
        long fulfilled = database.count(
                "select count(*) from reward_redemption where member_id = $1 and state = 'FULFILLED'", member);
        desk.points(member, 500 - 100 * fulfilled, 0);
        desk.stock(reward, 0, Math.toIntExact(fulfilled));
        desk.balanced(member);
    }

    @Test
    void whatWasFulfilledIsTakenBackOnce() {
        String reward = desk.reward(values -> values.put("stock", 1).put("limitPerMember", 1));
        UUID member = desk.memberWith(100);
        RewardDesk.Reserved reserved = desk.reserve(member, reward);
        desk.fulfil(reserved).then().statusCode(201);
        assertThat(succeeded(Parallel.run(6, i -> desk.cancel(desk.as("manager", RewardDesk.STORE), reserved.id()))))
                .isEqualTo(1);
        desk.points(member, 100, 0);
        desk.stock(reward, 0, 0);
        desk.balanced(member);
    }

    @Test
    void limitHoldsWhileOthersAreGivenBack() {
        String reward = desk.reward(values -> values.put("limitPerMember", 2).put("limitPerDay", 2));
        UUID member = desk.memberWith(3000);
        List<String> reserved = new ArrayList<>();
        reserved.add(desk.reserve(member, reward).id());
        reserved.add(desk.reserve(member, reward).id());
        for (int round = 0; round < 4; round++) {
            String given = reserved.removeFirst();
            List<Response> answers =
                    Parallel.run(8, i -> i == 0 ? desk.cancel(desk.as(member), given) : desk.redeem(member, reward));
            succeeded(answers);
            answers.stream()
                    .skip(1)
                    .filter(answer -> answer.statusCode() == 201)
                    .forEach(answer -> reserved.add(answer.path("id")));
            assertThat(reserved).hasSizeBetween(1, 2);
            if (reserved.size() < 2) reserved.add(desk.reserve(member, reward).id());
            desk.redeem(member, reward).then().statusCode(409);
        }
        desk.points(member, 2800, 200);
    }

    @Test
    void overdueReservationsMakeRoomForWhoComesFirst() {
        String reward = desk.reward(values -> values.put("stock", 3).put("pickupDays", 1));
        for (int i = 0; i < 3; i++) desk.reserve(desk.memberWith(100), reward);
        List<UUID> diners =
                IntStream.range(0, 8).mapToObj(i -> desk.memberWith(100)).toList();
        clock.advance(Duration.ofDays(1));
        assertThat(succeeded(Parallel.run(8, i -> desk.redeem(diners.get(i), reward))))
                .isBetween(1L, 3L);
        for (UUID diner : diners) desk.redeem(diner, reward);
        desk.stock(reward, 3, 0);
    }

    /** Whatever happens in whatever order, stock, limits and points are what the redemptions say. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void nothingIsLostOrMade(long seed) {
        Random random = new Random(seed);
        String reward = desk.reward(
                values -> values.put("stock", STOCK).put("limitPerMember", 3).put("pickupDays", 1));
        List<UUID> members = List.of(desk.memberWith(500), desk.memberWith(500), desk.memberWith(150));
        List<RewardDesk.Reserved> known = new ArrayList<>();
        for (int step = 0; step < 40; step++) {
            step(random, reward, members, known);
            agree(reward, members);
        }
        members.forEach(desk::balanced);
    }

    private void step(Random random, String reward, List<UUID> members, List<RewardDesk.Reserved> known) {
        UUID member = members.get(random.nextInt(members.size()));
        int what = random.nextInt(10);
        if (known.isEmpty() || what < 4) {
            Response answer = desk.redeem(member, reward);
            if (answer.statusCode() == 201) {
                known.add(new RewardDesk.Reserved(answer.path("id"), answer.path("pickUpCode")));
            }
            return;
        }
        RewardDesk.Reserved one = known.get(random.nextInt(known.size()));
        switch (what) {
            case 4, 5 -> desk.fulfil(one);
            case 6 -> desk.cancel(desk.as(member), one.id());
            case 7, 8 -> desk.cancel(desk.as("manager", RewardDesk.STORE), one.id());
            default -> clock.advance(Duration.ofHours(13));
        }
    }

    private void agree(String reward, List<UUID> members) {
        UUID id = UUID.fromString(reward);
        long reserved = database.count("select reserved from reward_stock where item_id = $1", id);
        long redeemed = database.count("select redeemed from reward_stock where item_id = $1", id);
        desk.stock(reward, Math.toIntExact(reserved), Math.toIntExact(redeemed));
        assertThat(reserved + redeemed).isLessThanOrEqualTo(STOCK);
        assertThat(database.count("select count(*) from reward_limit where item_id = $1", id))
                .isEqualTo(reserved + redeemed);
        for (UUID member : members) {
            long spent = 100
                    * database.count(
                            "select count(*) from reward_redemption where member_id = $1 and state = 'FULFILLED'",
                            member);
            long had = database.count(
                    "select sum(points)::bigint from points_entry where member_id = $1 and type = 'ACCRUAL'", member);
            assertThat(desk.points(member, "available") + desk.points(member, "held") + spent)
                    .isEqualTo(had);
        }
    }
}
