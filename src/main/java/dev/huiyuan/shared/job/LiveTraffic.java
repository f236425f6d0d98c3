package dev.huiyuan.shared.job;

/** Work that somebody waits for. Jobs step back while it queues; all beans of this type are asked. */
public interface LiveTraffic {
    /**
     * How much is waiting or being done in this instance, as a share of what it takes up at once: 0 when idle, above 1
     * when there is a queue.
     */
    double load();
}
