package dev.huiyuan.shared.ledger;

/**
 * A rule that multiplies the points of an accrual.
 *
 * @param rule the rule's code, as it stands in the explanation, such as {@code tier:gold}
 * @param percent the factor in percent: 200 doubles
 */
public record Multiplier(String rule, int percent) {}
