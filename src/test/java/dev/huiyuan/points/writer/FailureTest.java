package dev.huiyuan.points.writer;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.pgclient.PgException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureTest {
    @ParameterizedTest
    @CsvSource({
        "57P01, CONNECTION_LOST",
        "57P05, CONNECTION_LOST",
        "25006, CONNECTION_LOST",
        "25P03, CONNECTION_LOST",
        "25P04, CONNECTION_LOST",
        "08006, CONNECTION_LOST",
        "40P01, CONTENTION",
        "57014, UNAVAILABLE",
        "53300, UNAVAILABLE",
        "22021, POISON",
        "25P02, POISON",
    })
    void stateTellsWhatMayBeDoneNext(String state, Failure expected) {
        assertThat(Failure.of(new PgException("no", "ERROR", state, ""))).isEqualTo(expected);
    }
}
