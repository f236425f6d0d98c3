package dev.huiyuan.menu;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the menu is kept in memory. */
@ConfigMapping(prefix = "huiyuan.menu")
interface MenuConfig {
    /** How often an instance looks whether the menu changed; it reads the menu again only if it did. */
    @WithDefault("2s")
    Duration refreshInterval();
}
