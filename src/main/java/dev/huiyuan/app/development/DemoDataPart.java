package dev.huiyuan.app.development;

import io.smallrye.mutiny.Uni;

/** A part of the demo data. Every part runs at each start in development, in the order of their priorities. */
interface DemoDataPart {
    /** Adds what is not there yet. */
    Uni<Void> load();
}
