package dev.huiyuan.member.file;

import dev.huiyuan.member.Consents;
import dev.huiyuan.member.MemberCards;
import dev.huiyuan.member.MemberEvents;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.sql.Transactions;
import dev.huiyuan.shared.version.Versions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads and changes preferences. */
@ApplicationScoped
class PreferencesService {
    private static final String CHANNEL = "member";

    private final Transactions transactions;
    private final MemberFile file;
    private final PreferenceFile preferences;
    private final Consents consents;
    private final MemberEvents events;
    private final MemberCards cards;
    private final ProgrammeService programme;
    private final Clock clock;

    PreferencesService(
            Transactions transactions,
            MemberFile file,
            PreferenceFile preferences,
            Consents consents,
            MemberEvents events,
            MemberCards cards,
            ProgrammeService programme,
            Clock clock) {
        this.transactions = transactions;
        this.file = file;
        this.preferences = preferences;
        this.consents = consents;
        this.events = events;
        this.cards = cards;
        this.programme = programme;
        this.clock = clock;
    }

    Uni<PreferencesResponse> read(UUID memberId) {
        return transactions.run(connection -> preferences
                .read(connection, memberId)
                .chain(entry -> consents.isGranted(connection, memberId, Consents.HEALTH)
                        .map(consent ->
                                PreferencesResponse.of(entry.food(), entry.health(), consent, entry.version()))));
    }

    Uni<PreferencesResponse> change(UUID memberId, int version, PreferencesRequest request) {
        requireCurrentNotice(request.healthConsent());
        PreferenceFile.Entry wanted = new PreferenceFile.Entry(request.food(), request.health(), version + 1);
        return transactions
                .run(connection -> file.lock(connection, memberId)
                        .chain(member -> preferences.read(connection, memberId))
                        .invoke(entry -> Versions.compare(version, entry.version()))
                        .chain(entry -> recordConsent(connection, memberId, request.healthConsent()))
                        .invoke(consent -> requireConsent(consent, request))
                        .call(consent -> preferences.write(connection, memberId, wanted, clock.instant()))
                        .call(consent -> events.append(connection, memberId, MemberEvents.PREFERENCES_CHANGED))
                        .map(consent ->
                                PreferencesResponse.of(wanted.food(), wanted.health(), consent, wanted.version())))
                .invoke(done -> cards.invalidate(List.of(memberId)));
    }

    private void requireCurrentNotice(PreferencesRequest.@Nullable HealthConsent consent) {
        if (consent == null || !consent.granted()) return;
        @Nullable String current = programme.current().notices().get(Consents.HEALTH);
        if (!consent.noticeVersion().equals(current)) throw ProblemCode.NOTICE_OUTDATED.with();
    }

    /** Records the consent if the request says something about it, and returns whether it stands. */
    private Uni<Boolean> recordConsent(
            SqlConnection connection, UUID memberId, PreferencesRequest.@Nullable HealthConsent consent) {
        if (consent == null) return consents.isGranted(connection, memberId, Consents.HEALTH);
        Map<String, String> version = Map.of(Consents.HEALTH, consent.noticeVersion());
        Uni<Void> recorded = consent.granted()
                ? consents.grant(connection, memberId, version, CHANNEL, clock.instant())
                : consents.withdraw(connection, memberId, version, CHANNEL, clock.instant());
        return recorded.replaceWith(consent.granted());
    }

    private static void requireConsent(boolean consent, PreferencesRequest request) {
        if (!consent && !request.health().saysNothing()) throw ProblemCode.HEALTH_CONSENT_REQUIRED.with();
    }
}
