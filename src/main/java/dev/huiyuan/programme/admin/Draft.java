package dev.huiyuan.programme.admin;

import dev.huiyuan.programme.Programme;

/**
 * Rules that may become a version.
 *
 * @param head what is known about them
 * @param document the rules, complete, but perhaps wrong
 */
record Draft(DraftHead head, Programme document) {}
