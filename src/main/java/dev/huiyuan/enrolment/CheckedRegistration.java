package dev.huiyuan.enrolment;

import dev.huiyuan.member.Birthday;
import dev.huiyuan.member.DinerDetails;
import dev.huiyuan.programme.Programme;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A registration whose content is right.
 *
 * @param consents the notice's version by purpose
 * @param registeredAt when the member joined
 */
record CheckedRegistration(
        Map<String, String> consents,
        boolean pointsProgramme,
        boolean memberOffers,
        @Nullable String name,
        @Nullable Birthday birthday,
        @Nullable String scene,
        @Nullable UUID storeId,
        @Nullable String inviterMemberNo,
        Instant registeredAt) {
    /** Checks what a diner consented to, in person or through staff; problems of {@link EnrolmentRules}. */
    static CheckedRegistration ofDiner(RegistrationRequest request, Programme programme, Instant now) {
        requireAge(request, programme, now);
        return of(request, EnrolmentRules.requireConsents(request.consentsOrNone(), programme), now);
    }

    /** Checks an imported member. Consents are history as well: they are taken in the version in which they were given. */
    static CheckedRegistration ofImport(RegistrationRequest request, Programme programme, Instant now) {
        requireAge(request, programme, now);
        Map<String, String> consents = new HashMap<>();
        request.consentsOrNone().forEach(consent -> consents.put(consent.purpose(), consent.version()));
        @Nullable OffsetDateTime joined = request.registeredAt();
        return of(request, consents, joined == null ? now : joined.toInstant());
    }

    /** What the member's own record is completed by. */
    DinerDetails details() {
        return new DinerDetails(pointsProgramme, memberOffers, name, birthday);
    }

    private static void requireAge(RegistrationRequest request, Programme programme, Instant now) {
        EnrolmentRules.requireAge(
                request.birthday(),
                LocalDate.ofInstant(now, programme.zone()),
                programme.registration().minimumAgeYears());
    }

    private static CheckedRegistration of(
            RegistrationRequest request, Map<String, String> consents, Instant registeredAt) {
        return new CheckedRegistration(
                consents,
                !Boolean.FALSE.equals(request.pointsProgramme()),
                !Boolean.FALSE.equals(request.memberOffers()),
                request.name(),
                request.birthday(),
                request.scene(),
                request.storeId(),
                request.inviterMemberNo(),
                registeredAt);
    }
}
