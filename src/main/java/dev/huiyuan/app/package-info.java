/** Wiring: the main class, start-up checks, migrations, the OpenAPI definition. */
@NullMarked
package dev.huiyuan.app;

import org.jspecify.annotations.NullMarked;
