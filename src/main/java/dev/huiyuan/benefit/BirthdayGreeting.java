package dev.huiyuan.benefit;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Event: it is a member's birthday, an e-card is to go out.
 *
 * @param year the year of the celebrated birthday in the member's calendar
 */
@RegisterForReflection
public record BirthdayGreeting(int year) {
    /** The event's topic. */
    public static final String TOPIC = "benefit.birthday.greeting.v1";
}
