package dev.huiyuan.programme.admin;

import dev.huiyuan.programme.Programme;
import dev.huiyuan.programme.Programme.Tier;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Whether a document's birthday benefits and its registration can be given. */
final class BirthdayValidation {
    private static final String BIRTHDAY = "birthday";
    private static final String REGISTRATION = "registration";
    private static final Pattern PURPOSE = Pattern.compile("[a-z][a-z-]{0,39}");
    /** Who joins in the birthday's month gets the meal so many days later. */
    private static final int MAX_DAYS_AHEAD = 31;

    private static final int MAX_DAYS_BETWEEN = 366;
    private static final int MAX_AGE = 100;
    private static final int MAX_NOTICES = 50;
    private static final int MAX_NOTICE_VERSION = 40;

    private BirthdayValidation() {}

    static void check(Programme programme, Findings findings) {
        days(programme.birthday(), findings);
        tiers(programme, findings);
        registration(programme, findings);
        notices(programme.notices(), findings);
    }

    private static void days(Programme.Birthday birthday, Findings findings) {
        Percents.multiplier(birthday.multiplierPercent(), findings, BIRTHDAY, "multiplierPercent");
        findings.between(birthday.daysAhead(), 0, MAX_DAYS_AHEAD, BIRTHDAY, "daysAhead");
        findings.between(birthday.daysBetween(), 0, MAX_DAYS_BETWEEN, BIRTHDAY, "daysBetween");
    }

    private static void tiers(Programme programme, Findings findings) {
        Set<String> tiers = programme.tiers().stream().map(Tier::code).collect(Collectors.toSet());
        Programme.Birthday birthday = programme.birthday();
        for (String tier : new TreeMap<>(birthday.templatesByTier()).keySet()) {
            findings.require(
                    tiers.contains(tier), "unknown", "there is no such tier", BIRTHDAY, "templatesByTier", tier);
        }
        findings.known(birthday.cardTiers(), tiers, "tier", BIRTHDAY, "cardTiers");
        findings.distinct(birthday.cardTiers(), BIRTHDAY, "cardTiers");
    }

    /** Nobody can consent to a notice that does not exist. */
    private static void registration(Programme programme, Findings findings) {
        Programme.Registration registration = programme.registration();
        findings.text(registration.welcomeTemplate(), MAX_NOTICE_VERSION, REGISTRATION, "welcomeTemplate");
        findings.between(registration.minimumAgeYears(), 0, MAX_AGE, REGISTRATION, "minimumAgeYears");
        List<String> purposes = registration.requiredConsents();
        findings.known(purposes, programme.notices().keySet(), "notice", REGISTRATION, "requiredConsents");
        findings.distinct(purposes, REGISTRATION, "requiredConsents");
    }

    private static void notices(Map<String, String> notices, Findings findings) {
        findings.atMost(MAX_NOTICES, notices.size(), "notices");
        new TreeMap<>(notices).forEach((purpose, version) -> {
            findings.require(
                    PURPOSE.matcher(purpose).matches(),
                    "format",
                    "a purpose is lower-case letters and hyphens, at most 40 characters",
                    "notices",
                    purpose);
            findings.text(version, MAX_NOTICE_VERSION, "notices", purpose);
        });
    }
}
