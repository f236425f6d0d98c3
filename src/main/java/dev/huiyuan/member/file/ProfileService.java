package dev.huiyuan.member.file;

import dev.huiyuan.member.Birthday;
import dev.huiyuan.member.MemberCards;
import dev.huiyuan.member.MemberEvents;
import dev.huiyuan.member.MemberPhones;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.crypto.PhoneNumber;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.sql.Transactions;
import dev.huiyuan.shared.version.Versions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads and changes profile and programmes. */
@ApplicationScoped
class ProfileService {
    private final Transactions transactions;
    private final MemberFile file;
    private final MemberPhones phones;
    private final MemberEvents events;
    private final MemberCards cards;
    private final ProgrammeService programme;
    private final Clock clock;

    ProfileService(
            Transactions transactions,
            MemberFile file,
            MemberPhones phones,
            MemberEvents events,
            MemberCards cards,
            ProgrammeService programme,
            Clock clock) {
        this.transactions = transactions;
        this.file = file;
        this.phones = phones;
        this.events = events;
        this.cards = cards;
        this.programme = programme;
        this.clock = clock;
    }

    Uni<ProfileResponse> profile(UUID memberId) {
        return transactions.run(connection -> file.read(connection, memberId)
                .chain(entry -> phones.find(connection, memberId).map(phone -> profile(entry, phone))));
    }

    Uni<ProfileResponse> changeProfile(UUID memberId, int version, ProfileRequest request) {
        return transactions
                .run(connection -> file.lock(connection, memberId)
                        .map(entry -> decide(entry, version, request))
                        .call(entry -> file.write(connection, entry))
                        .call(entry -> events.append(connection, memberId, MemberEvents.PROFILE_CHANGED))
                        .chain(entry -> phones.find(connection, memberId).map(phone -> profile(entry, phone))))
                .invoke(done -> cards.invalidate(List.of(memberId)));
    }

    Uni<ProgrammesResponse> programmes(UUID memberId) {
        return transactions.run(connection -> file.read(connection, memberId).map(this::programmes));
    }

    Uni<ProgrammesResponse> changeProgrammes(UUID memberId, int version, ProgrammesRequest request) {
        return transactions
                .run(connection -> file.lock(connection, memberId)
                        .map(entry -> decide(entry, version, request, clock.instant()))
                        .call(entry -> file.write(connection, entry))
                        .call(entry -> events.append(connection, memberId, MemberEvents.PROGRAMMES_CHANGED))
                        .map(this::programmes))
                .invoke(done -> cards.invalidate(List.of(memberId)));
    }

    private MemberFile.Entry decide(MemberFile.Entry entry, int version, ProfileRequest request) {
        Versions.compare(version, entry.version());
        @Nullable Birthday known = entry.birthday();
        @Nullable Birthday asked = request.birthday();
        if (asked == null) return entry.withProfile(request.name(), known);
        if (known != null && !known.equals(asked)) throw ProblemCode.BIRTHDAY_ALREADY_SET.with();
        requireOldEnough(asked);
        return entry.withProfile(request.name(), asked);
    }

    /** A registration would have refused it as well. Somebody who keeps the year is believed. */
    void requireOldEnough(Birthday birthday) {
        int years = programme.current().registration().minimumAgeYears();
        LocalDate today = LocalDate.ofInstant(clock.instant(), programme.zone());
        if (birthday.bornOn()
                .filter(day -> day.isAfter(today.minusYears(years)))
                .isPresent()) {
            throw ProblemCode.UNDER_AGE.with(years);
        }
    }

    /** Whoever joins, joins now: what came before does not count. Whoever is in stays in since then. */
    static MemberFile.Entry decide(MemberFile.Entry entry, int version, ProgrammesRequest request, Instant now) {
        Versions.compare(version, entry.version());
        return entry.withProgrammes(
                joined(request.pointsProgramme(), entry.pointsJoinedAt(), now),
                joined(request.memberOffers(), entry.offersJoinedAt(), now));
    }

    private static @Nullable Instant joined(boolean wanted, @Nullable Instant since, Instant now) {
        if (!wanted) return null;
        return since == null ? now : since;
    }

    private ProfileResponse profile(MemberFile.Entry entry, Optional<PhoneNumber> phone) {
        return new ProfileResponse(
                entry.id(),
                entry.memberNo(),
                entry.state(),
                entry.name(),
                phone.map(PhoneNumber::masked).orElse(null),
                entry.birthday(),
                local(entry.registeredAt()),
                entry.version());
    }

    private ProgrammesResponse programmes(MemberFile.Entry entry) {
        return new ProgrammesResponse(
                entry.pointsJoinedAt() != null,
                entry.pointsJoinedAt() == null ? null : local(entry.pointsJoinedAt()),
                entry.offersJoinedAt() != null,
                entry.offersJoinedAt() == null ? null : local(entry.offersJoinedAt()),
                entry.version());
    }

    private OffsetDateTime local(Instant instant) {
        return instant.atZone(programme.zone()).toOffsetDateTime();
    }
}
