package dev.huiyuan.programme.admin;

import dev.huiyuan.programme.Programme;
import dev.huiyuan.programme.Programme.DateRange;
import dev.huiyuan.programme.Programme.Days;
import dev.huiyuan.programme.Programme.Hours;
import dev.huiyuan.programme.Programme.LunarDays;
import dev.huiyuan.programme.Programme.Occasion;
import dev.huiyuan.programme.Programme.Offer;
import dev.huiyuan.programme.Programme.Tier;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether a document's occasions come to pass and give something. */
final class CalendarValidation {
    private static final String CALENDAR = "calendar";
    private static final int PLAIN_PERCENT = 100;
    private static final int MAX_OCCASIONS = 200;
    private static final int MAX_NAME = 40;
    private static final int MAX_FREE_ITEM = 60;
    private static final int MAX_EXTRA_POINTS = 100_000;
    private static final int MAX_DAY_LISTS = 100;
    private static final int MAX_HOURS = 24;
    private static final int MAX_LUNAR_DAYS = 60;
    private static final int MAX_RANGE_DAYS = 366;

    /** Codes of benefits, and of rules in explanations, that are there whatever the calendar says. */
    private static final Set<String> RESERVED = Set.of(
            "birthday", "birthday-month", "birthday-points", "birthday-meal", "points", "tier", "welcome-coupon");

    private CalendarValidation() {}

    static void check(Programme programme, Set<String> stores, Findings findings) {
        List<Occasion> calendar = programme.calendar();
        findings.atMost(MAX_OCCASIONS, calendar.size(), CALENDAR);
        Set<String> tiers = programme.tiers().stream().map(Tier::code).collect(Collectors.toSet());
        List<String> codes = calendar.stream().map(Occasion::code).toList();
        for (int i = 0; i < calendar.size(); i++) {
            Occasion occasion = calendar.get(i);
            findings.require(
                    codes.indexOf(occasion.code()) == i,
                    "duplicate",
                    "another occasion has this code",
                    CALENDAR,
                    i,
                    "code");
            named(occasion, i, findings);
            days(occasion.days(), i, findings);
            hours(occasion.hours(), i, findings);
            restrictions(occasion, stores, tiers, i, findings);
            offer(occasion.offer(), i, findings);
        }
    }

    private static void named(Occasion occasion, int index, Findings findings) {
        findings.code(occasion.code(), CALENDAR, index, "code");
        findings.require(
                !RESERVED.contains(occasion.code()),
                "reserved",
                "this code has a meaning already",
                CALENDAR,
                index,
                "code");
        findings.text(occasion.name(), MAX_NAME, CALENDAR, index, "name");
    }

    private static void days(Days days, int index, Findings findings) {
        boolean some = !days.ofMonth().isEmpty()
                || !days.ofYear().isEmpty()
                || !days.lunar().isEmpty()
                || !days.weekdays().isEmpty()
                || !days.ranges().isEmpty();
        findings.require(some, "required", "an occasion names at least one day", CALENDAR, index, "days");
        for (int d = 0; d < days.ofMonth().size(); d++) {
            findings.between(days.ofMonth().get(d), 1, 31, CALENDAR, index, "days", "ofMonth", d);
        }
        findings.distinct(days.ofMonth(), CALENDAR, index, "days", "ofMonth");
        findings.distinct(days.ofYear(), CALENDAR, index, "days", "ofYear");
        findings.atMost(MAX_DAY_LISTS, days.ofYear().size(), CALENDAR, index, "days", "ofYear");
        findings.distinct(days.weekdays(), CALENDAR, index, "days", "weekdays");
        lunar(days.lunar(), index, findings);
        ranges(days.ranges(), index, findings);
    }

    private static void lunar(List<LunarDays> lunar, int index, Findings findings) {
        findings.atMost(MAX_DAY_LISTS, lunar.size(), CALENDAR, index, "days", "lunar");
        for (int d = 0; d < lunar.size(); d++) {
            Object[] place = {CALENDAR, index, "days", "lunar", d};
            findings.between(lunar.get(d).month(), 1, 12, Findings.then(place, "month"));
            findings.between(lunar.get(d).day(), 1, 30, Findings.then(place, "day"));
            findings.between(lunar.get(d).length(), 1, MAX_LUNAR_DAYS, Findings.then(place, "length"));
        }
    }

    private static void ranges(List<DateRange> ranges, int index, Findings findings) {
        findings.atMost(MAX_DAY_LISTS, ranges.size(), CALENDAR, index, "days", "ranges");
        for (int d = 0; d < ranges.size(); d++) {
            long length =
                    ChronoUnit.DAYS.between(ranges.get(d).first(), ranges.get(d).last()) + 1;
            Object[] last = {CALENDAR, index, "days", "ranges", d, "last"};
            findings.require(length > 0, "out-of-order", "is before the first day", last);
            findings.require(
                    length <= MAX_RANGE_DAYS, "out-of-range", "a range has at most " + MAX_RANGE_DAYS + " days", last);
        }
    }

    /** Midnight as an end is that of the day, so nothing can follow it. */
    private static void hours(List<Hours> hours, int index, Findings findings) {
        findings.atMost(MAX_HOURS, hours.size(), CALENDAR, index, "hours");
        for (int h = 0; h < hours.size(); h++) {
            Hours span = hours.get(h);
            findings.require(
                    endOf(span) > span.from().toSecondOfDay(),
                    "out-of-order",
                    "is not after the beginning",
                    CALENDAR,
                    index,
                    "hours",
                    h,
                    "to");
            findings.require(
                    h == 0 || span.from().toSecondOfDay() >= endOf(hours.get(h - 1)),
                    "overlapping",
                    "begins before the hours in front of it end",
                    CALENDAR,
                    index,
                    "hours",
                    h,
                    "from");
        }
    }

    private static int endOf(Hours span) {
        return span.to().equals(LocalTime.MIDNIGHT)
                ? LocalTime.MAX.toSecondOfDay() + 1
                : span.to().toSecondOfDay();
    }

    private static void restrictions(
            Occasion occasion, Set<String> stores, Set<String> tiers, int index, Findings findings) {
        findings.known(occasion.stores(), stores, "store", CALENDAR, index, "stores");
        findings.distinct(occasion.stores(), CALENDAR, index, "stores");
        findings.known(occasion.tiers(), tiers, "tier", CALENDAR, index, "tiers");
        findings.distinct(occasion.tiers(), CALENDAR, index, "tiers");
        findings.distinct(occasion.channels(), CALENDAR, index, "channels");
    }

    private static void offer(Offer offer, int index, Findings findings) {
        Percents.discount(offer.discountPercent(), findings, CALENDAR, index, "offer", "discountPercent");
        Percents.multiplier(offer.multiplierPercent(), findings, CALENDAR, index, "offer", "multiplierPercent");
        findings.between(offer.extraPoints(), 0, MAX_EXTRA_POINTS, CALENDAR, index, "offer", "extraPoints");
        if (offer.freeItem() != null) {
            findings.text(offer.freeItem(), MAX_FREE_ITEM, CALENDAR, index, "offer", "freeItem");
        }
        boolean some = offer.discountPercent() > 0
                || offer.freeItem() != null
                || offer.multiplierPercent() > PLAIN_PERCENT
                || offer.extraPoints() > 0
                || offer.couponTemplate() != null;
        findings.require(some, "required", "an occasion offers something", CALENDAR, index, "offer");
    }
}
