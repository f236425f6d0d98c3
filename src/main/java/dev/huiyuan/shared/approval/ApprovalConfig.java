package dev.huiyuan.shared.approval;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long approvals wait. */
@ConfigMapping(prefix = "huiyuan.approvals")
public interface ApprovalConfig {
    /** How long a second person has to decide; afterwards the request is void and has to be made again. */
    @WithDefault("7d")
    Duration validFor();

    /** How often approvals that nobody decided in time are closed; {@code off} for never. */
    @WithDefault("60s")
    String closingInterval();

    /**
     * How long approvals are kept after they were decided or expired; longer than what refers to them, such as claims.
     * The database keeps them for a year in any case.
     */
    @WithDefault("730d")
    Duration keptFor();

    /** How often older ones are deleted; {@code off} for never. */
    @WithDefault("1h")
    String cleaningInterval();
}
