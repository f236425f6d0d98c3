package dev.huiyuan.tier;

/**
 * What a member spent in a window.
 *
 * @param spendFen what orders have left after their refunds, in fen
 * @param visits days with at least one order of which something is left
 */
record Figures(long spendFen, int visits) {
    /** Nothing spent. */
    static final Figures NONE = new Figures(0, 0);
}
