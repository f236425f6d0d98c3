package dev.huiyuan.shared.ledger;

/**
 * A rule that raises the points of an accrual.
 *
 * @param rule the rule's code, as it stands in the explanation, such as {@code tier:gold}
 * @param percent the factor in percent: 200 doubles, 100 changes nothing
 * @param addition points that are added whatever the amount, at least 0
 */
public record Multiplier(String rule, int percent, long addition) {
    /** A rule that only multiplies. */
    public Multiplier(String rule, int percent) {
        this(rule, percent, 0);
    }
}
