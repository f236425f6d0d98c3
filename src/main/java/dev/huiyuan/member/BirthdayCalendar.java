package dev.huiyuan.member;

/** By which calendar a birthday is celebrated. */
public enum BirthdayCalendar {
    SOLAR,
    /** The Chinese calendar. */
    LUNAR
}
