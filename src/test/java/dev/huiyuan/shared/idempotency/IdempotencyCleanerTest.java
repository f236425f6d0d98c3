package dev.huiyuan.shared.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.testing.HuiyuanTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class IdempotencyCleanerTest {
    private static final String ADD = """
            insert into idempotency_record (scope, key, request_hash, created_at)
            select $1, $2 || n, decode(repeat('00', 32), 'hex'), $3 from generate_series(1, $4::int) n
            """;

    @Inject
    IdempotencyCleaner cleaner;

    @Inject
    Pool pool;

    @Inject
    Clock clock;

    @Test
    void oldKeysGoAndYoungerOnesStay() {
        String scope = "test:" + UUID.randomUUID();
        // More than one statement deletes.
        add(scope, "old-", Duration.ofDays(7).plusMinutes(1), 2_500);
        add(scope, "young-", Duration.ofDays(7).minusMinutes(1), 1);

        await(cleaner.clean());

        List<String> left = await(pool.preparedQuery("select key from idempotency_record where scope = $1")
                        .execute(Tuple.of(scope)))
                .stream()
                .map((Row row) -> row.getString("key"))
                .toList();
        assertThat(left).containsExactly("young-1");
    }

    private void add(String scope, String key, Duration age, int rows) {
        await(pool.preparedQuery(ADD)
                .execute(Tuple.of(scope, key, clock.instant().minus(age).atOffset(ZoneOffset.UTC), rows)));
    }

    private static <T> T await(Uni<T> work) {
        return work.await().atMost(Duration.ofSeconds(30));
    }
}
