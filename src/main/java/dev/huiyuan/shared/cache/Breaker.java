package dev.huiyuan.shared.cache;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Keeps calls away from what fails: opens after failures in a row, and lets one probe through each time that the
 * pause has passed.
 */
final class Breaker {
    private static final long CLOSED = Long.MIN_VALUE;

    private final int failuresToOpen;
    private final long pauseNanos;
    private final LongSupplier nanoTime;
    private final AtomicInteger failures = new AtomicInteger();
    /** When the next probe is due, or {@link #CLOSED}. */
    private final AtomicLong probeAt = new AtomicLong(CLOSED);

    private boolean counted;
    private long lastFailureNanos;

    Breaker(int failuresToOpen, long pauseNanos, LongSupplier nanoTime) {
        this.failuresToOpen = failuresToOpen;
        this.pauseNanos = pauseNanos;
        this.nanoTime = nanoTime;
    }

    /** Whether a call may be made now. Open, it is true for one caller each pause: the probe. */
    boolean allows() {
        long due = probeAt.get();
        if (due == CLOSED) return true;
        long now = nanoTime.getAsLong();
        return now - due >= 0 && probeAt.compareAndSet(due, now + pauseNanos);
    }

    boolean isOpen() {
        return probeAt.get() != CLOSED;
    }

    void succeeded() {
        if (failures.get() != 0) failures.set(0);
        if (probeAt.get() != CLOSED) probeAt.set(CLOSED);
    }

    /**
     * Counts a failure, unless the call began before the last one that was counted: what hangs together fails once.
     *
     * @param begunAtNanos when the failed call began
     * @return whether this failure opened it
     */
    synchronized boolean failed(long begunAtNanos) {
        if (counted && begunAtNanos - lastFailureNanos < 0) return false;
        counted = true;
        lastFailureNanos = nanoTime.getAsLong();
        boolean opens = failures.incrementAndGet() >= failuresToOpen && !isOpen();
        if (opens || isOpen()) probeAt.set(lastFailureNanos + pauseNanos);
        return opens;
    }
}
