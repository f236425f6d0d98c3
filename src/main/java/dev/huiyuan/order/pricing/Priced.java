package dev.huiyuan.order.pricing;

import java.util.List;

/** A price, or why what was wished cannot be. */
public sealed interface Priced {
    /** The price. */
    record Honoured(Price price) implements Priced {}

    /**
     * The wish cannot be honoured.
     *
     * @param reasons each thing that was wished and cannot be
     */
    record Refused(List<Price.NotApplied> reasons) implements Priced {
        public Refused {
            reasons = List.copyOf(reasons);
        }
    }
}
