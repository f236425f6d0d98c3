package dev.huiyuan.points.writer;

import dev.huiyuan.shared.job.LiveTraffic;
import jakarta.enterprise.context.ApplicationScoped;

/** How busy the ledger is: commands that wait or are being booked, as a share of what its slots take at once. */
@ApplicationScoped
class LedgerLoad implements LiveTraffic {
    private final LedgerWriter writer;
    private final LedgerConfig config;

    LedgerLoad(LedgerWriter writer, LedgerConfig config) {
        this.writer = writer;
        this.config = config;
    }

    @Override
    public double load() {
        return (double) writer.waiting() / ((long) config.slots() * config.batchSize());
    }
}
