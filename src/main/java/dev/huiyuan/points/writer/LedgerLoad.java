package dev.huiyuan.points.writer;

import dev.huiyuan.shared.job.LiveTraffic;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * How busy the ledger is: commands that wait or are being booked, as a share of what its slots take at once. Slots that
 * never rest are a load too, though hardly anything waits: whoever shares their cores makes everybody wait.
 */
@ApplicationScoped
class LedgerLoad implements LiveTraffic {
    /** What slots that are all busy count for: two workers of a job that take turns are at work three quarters of the time. */
    private static final double ALL_BUSY = 0.4;

    private final LedgerWriter writer;
    private final LedgerConfig config;

    LedgerLoad(LedgerWriter writer, LedgerConfig config) {
        this.writer = writer;
        this.config = config;
    }

    @Override
    public double load() {
        double queue = (double) writer.waiting() / ((long) config.slots() * config.batchSize());
        return Math.max(queue, writer.busySlots() * ALL_BUSY / config.slots());
    }
}
