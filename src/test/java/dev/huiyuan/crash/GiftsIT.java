package dev.huiyuan.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.testing.Api;
import dev.huiyuan.testing.Cluster;
import dev.huiyuan.testing.Cluster.Diner;
import dev.huiyuan.testing.ClusterTest;
import dev.huiyuan.testing.Parallel;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Points go round among members and come back, and at no moment is there one more or one less. */
@ClusterTest
class GiftsIT {
    private static final int MEMBERS = 80;
    private static final int GIFTS = 500;
    private static final int WORKERS = 20;
    private static final long POINTS = 1_000;
    private static final int LARGEST_GIFT = 50;

    private final Cluster cluster;
    private final Books books;
    private volatile boolean over;

    GiftsIT(Cluster cluster) {
        this.cluster = cluster;
        books = new Books(cluster);
    }

    @Test
    void theSumNeverChangesAndEveryGiftIsTakenBackOnce() throws Exception {
        for (int round = 0; round < Rounds.count(); round++) {
            List<Diner> diners = cluster.register(MEMBERS);
            Parallel.limited(WORKERS, diners.stream().map(this::earning).toList());
            Random random = new Random(round);
            try (ExecutorService reader = Executors.newSingleThreadExecutor()) {
                over = false;
                Future<Integer> looks = reader.submit(() -> watchSum(diners));
                try {
                    takeBackTwice(give(diners, random));
                } finally {
                    over = true;
                }
                assertThat(looksOf(looks)).isGreaterThan(10);
            }
            assertEverybodyHasWhatTheyHad(diners);
        }
    }

    private Callable<Boolean> earning(Diner diner) {
        Request accrual = Request.accrual(cluster, diner, UUID.randomUUID().toString(), POINTS);
        return () -> accrual.post(cluster.api(accrual.hashCode())).expect(201).replayed();
    }

    private List<Request> give(List<Diner> diners, Random random) {
        List<Request> gifts = new ArrayList<>();
        for (int i = 0; i < GIFTS; i++) {
            int giver = random.nextInt(MEMBERS);
            Diner receiver = diners.get((giver + random.nextInt(1, MEMBERS)) % MEMBERS);
            gifts.add(Request.gift(diners.get(giver), receiver, random.nextInt(1, LARGEST_GIFT)));
        }
        List<Callable<Boolean>> calls = new ArrayList<>();
        for (Request gift : gifts) calls.add(() -> gift.send(cluster.api(gift.hashCode())));
        assertThat(Parallel.limited(WORKERS, calls)).containsOnly(true);
        assertThat(gifts).allSatisfy(gift -> assertThat(gift.answer().status()).isEqualTo(201));
        return gifts;
    }

    /** Each by two at once, under references and keys of their own, one at each instance. */
    private void takeBackTwice(List<Request> gifts) {
        List<Callable<Boolean>> calls = new ArrayList<>();
        for (Request gift : gifts) {
            calls.add(() -> {
                List<Api.Reply> pair = Parallel.run(2, instance -> takeBack(gift, instance));
                assertThat(pair).extracting(Api.Reply::status).containsExactlyInAnyOrder(201, 409);
                return true;
            });
        }
        Parallel.limited(WORKERS, calls);
    }

    private Api.Reply takeBack(Request gift, int instance) {
        return cluster.api(instance)
                .post(
                        "/v1/points/transfers/" + gift.entryId() + "/reversals",
                        cluster.admin(),
                        UUID.randomUUID().toString(),
                        "{\"refundRef\":\"back-%d\",\"reason\":\"FRAUD\"}".formatted(instance));
    }

    /** Sums in one snapshot after the other; returns how often. */
    private int watchSum(List<Diner> diners) throws SQLException {
        int looks = 0;
        while (!over) {
            assertThat(books.sum(diners)).isEqualTo(MEMBERS * POINTS);
            looks++;
        }
        return looks;
    }

    private static int looksOf(Future<Integer> looks) throws InterruptedException, ExecutionException {
        return looks.get();
    }

    private void assertEverybodyHasWhatTheyHad(List<Diner> diners) throws SQLException {
        for (Diner diner : diners) assertThat(books.sum(List.of(diner))).isEqualTo(POINTS);
        books.assertNothingIsTorn();
        cluster.assertBooksBalance();
    }
}
