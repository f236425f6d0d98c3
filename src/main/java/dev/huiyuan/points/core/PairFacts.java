package dev.huiyuan.points.core;

import dev.huiyuan.member.MemberFacts;

/**
 * What is known about the two members of a paired command.
 *
 * @param own the command's own member
 * @param other the other one
 */
record PairFacts(MemberFacts own, MemberFacts other) {}
