package dev.huiyuan.testing;

import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;
import io.quarkus.test.junit.callback.QuarkusTestAfterEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import org.jspecify.annotations.Nullable;

/** After each test it is now again, whatever the test did to the clock: tests share one application. */
public final class PresentTime implements QuarkusTestAfterEachCallback {
    @Override
    public void afterEach(QuarkusTestMethodContext context) {
        @Nullable ArcContainer application = Arc.container();
        if (application == null) return; // it runs elsewhere, in a process of its own
        @Nullable MovableClock clock = application.instance(MovableClock.class).get();
        if (clock != null) clock.reset();
    }
}
