package dev.huiyuan.member.lookup;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The record of lookups by phone. */
@ConfigMapping(prefix = "huiyuan.member.lookup-log")
public interface LookupConfig {
    /** How often what was recorded is written. */
    @WithDefault("500ms")
    Duration interval();

    /** The most rows of one write. */
    @WithDefault("500")
    int batchSize();

    /** The most rows that wait; beyond, lookups by phone are refused: none goes unrecorded. */
    @WithDefault("10000")
    int maxWaiting();
}
