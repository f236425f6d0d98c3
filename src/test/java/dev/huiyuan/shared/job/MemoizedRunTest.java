package dev.huiyuan.shared.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What {@link JobRunner.Started} promises rests on this: a run goes on when whoever waited for it leaves. */
class MemoizedRunTest {
    @Test
    void memoizedWorkIsNotCancelledByItsLastSubscriber() {
        CompletableFuture<String> source = new CompletableFuture<>();
        AtomicBoolean done = new AtomicBoolean();
        Uni<String> work = Uni.createFrom()
                .completionStage(source)
                .invoke(value -> done.set(true))
                .memoize()
                .indefinitely();
        String waited = work.ifNoItem()
                .after(Duration.ofMillis(20))
                .recoverWithItem("left")
                .await()
                .atMost(Duration.ofSeconds(5));
        assertThat(waited).isEqualTo("left");
        source.complete("finished");
        assertThat(done).isTrue();
    }
}
