/**
 * The services outside that sign-in needs: WeChat (code2Session, stable access token, phone number) and the SMS
 * gateway. An answer is read up to a limit, within a time, and as hostile text; every failure becomes a problem.
 */
@NullMarked
package dev.huiyuan.identity.platform;

import org.jspecify.annotations.NullMarked;
