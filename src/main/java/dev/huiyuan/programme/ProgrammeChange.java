package dev.huiyuan.programme;

/**
 * Rules that take the place of others.
 *
 * @param before the rules that hold until then
 * @param after the rules that shall hold
 * @param movesMembers whether members may be moved whose tier is missing from the rules that shall hold
 */
public record ProgrammeChange(Programme before, Programme after, boolean movesMembers) {}
