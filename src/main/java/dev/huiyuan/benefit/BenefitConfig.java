package dev.huiyuan.benefit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How benefits are granted. */
@ConfigMapping(prefix = "huiyuan.benefits")
public interface BenefitConfig {
    /** How many ranges of members a job grants to at once, each on a connection of its own. */
    @WithDefault("2")
    int workers();
}
