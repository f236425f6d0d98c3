package dev.huiyuan.enrolment;

import dev.huiyuan.member.Birthday;
import dev.huiyuan.programme.Programme;
import dev.huiyuan.shared.problem.FieldError;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a registration has to bring. */
final class EnrolmentRules {
    private static final int MAX_AGE_YEARS = 120;

    private EnrolmentRules() {}

    /**
     * Checks the consents of a registration.
     *
     * @param given what the diner agreed to
     * @return the notice's version by purpose; problems {@code consent-required} when a required one is missing,
     *     {@code notice-outdated} for any version but the current one, {@code validation-failed} for a purpose that the
     *     programme does not have or that is named twice
     */
    static Map<String, String> requireConsents(List<ConsentRequest> given, Programme programme) {
        Map<String, String> versions = HashMap.newHashMap(given.size());
        for (int i = 0; i < given.size(); i++) {
            ConsentRequest consent = given.get(i);
            String pointer = "/consents/" + i;
            @Nullable String current = programme.notices().get(consent.purpose());
            if (current == null) throw ProblemException.ofField(pointer + "/purpose", "unknown", "no such purpose");
            if (!current.equals(consent.version())) {
                throw ProblemCode.NOTICE_OUTDATED
                        .with()
                        .at(new FieldError(pointer + "/version", "outdated", "the current version is " + current));
            }
            if (versions.put(consent.purpose(), current) != null) {
                throw ProblemException.ofField(pointer + "/purpose", "repeated", "each purpose once");
            }
        }
        for (String purpose : programme.registration().requiredConsents()) {
            if (versions.containsKey(purpose)) continue;
            throw ProblemCode.CONSENT_REQUIRED.with().at(new FieldError("/consents", "required", purpose));
        }
        return versions;
    }

    /**
     * Checks a birthday that comes with its year: problems {@code birthday-implausible} for the future and for more
     * than {@value #MAX_AGE_YEARS} years ago, {@code under-age} for who is too young to register alone.
     *
     * @param today in the programme's zone
     */
    static void requireAge(@Nullable Birthday birthday, LocalDate today, int minimumAgeYears) {
        @Nullable LocalDate born = birthday == null ? null : birthday.bornOn().orElse(null);
        if (born == null) return;
        FieldError field = new FieldError("/birthday", "out-of-range", "the date of birth");
        if (born.isAfter(today) || born.plusYears(MAX_AGE_YEARS).isBefore(today)) {
            throw ProblemCode.BIRTHDAY_IMPLAUSIBLE.with().at(field);
        }
        if (born.plusYears(minimumAgeYears).isAfter(today)) {
            throw ProblemCode.UNDER_AGE.with(minimumAgeYears).at(field);
        }
    }
}
