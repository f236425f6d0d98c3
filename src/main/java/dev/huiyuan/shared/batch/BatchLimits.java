package dev.huiyuan.shared.batch;

import java.time.Duration;

/**
 * The limits of a {@link BatchQueue}.
 *
 * @param waiting how many commands wait at most; further ones are refused
 * @param batch how many commands one batch holds at most
 * @param slots how many batches run at the same time, each with a connection of its own
 * @param patience a command that has waited longer is dropped before it starts
 */
public record BatchLimits(int waiting, int batch, int slots, Duration patience) {
    public BatchLimits {
        if (waiting < 1 || batch < 1 || slots < 1) throw new IllegalArgumentException("limits start at 1");
    }
}
