/**
 * Registration: the one place that makes a member with everything that belongs to one.
 *
 * <p>Invariants: member, bindings, consents, points account, tier and welcome coupon are written in one transaction;
 * the welcome coupon is given once per person, whatever the channel; repeating a registration signs in and makes
 * nothing twice. Table: {@code enrolment_welcome}.
 */
@NullMarked
package dev.huiyuan.enrolment;

import org.jspecify.annotations.NullMarked;
