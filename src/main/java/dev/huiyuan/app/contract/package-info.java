/**
 * What the published contract gets beside what the resources say: general information, security, the problems of each
 * operation, the limits of integers and examples. Runs when the application is built.
 */
@NullMarked
package dev.huiyuan.app.contract;

import org.jspecify.annotations.NullMarked;
