package dev.huiyuan.member.lookup;

import dev.huiyuan.identity.MemberCodes;
import dev.huiyuan.identity.PhoneCodes;
import dev.huiyuan.identity.Presence;
import dev.huiyuan.identity.Presences;
import dev.huiyuan.member.BindingKind;
import dev.huiyuan.member.MemberCards;
import dev.huiyuan.member.MemberDirectory;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.crypto.PhoneNumber;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import dev.huiyuan.shared.sql.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds members for staff. */
@ApplicationScoped
class LookupService {
    /** The purpose of codes by which a member who is found by phone proves to be here. */
    private static final String PRESENCE = "presence";

    private final MemberCards cards;
    private final MemberDirectory directory;
    private final MemberCodes memberCodes;
    private final PhoneCodes phoneCodes;
    private final Presences presences;
    private final Transactions transactions;
    private final ProgrammeService programme;
    private final LookupLog log;

    LookupService(
            MemberCards cards,
            MemberDirectory directory,
            MemberCodes memberCodes,
            PhoneCodes phoneCodes,
            Presences presences,
            Transactions transactions,
            ProgrammeService programme,
            LookupLog log) {
        this.cards = cards;
        this.directory = directory;
        this.memberCodes = memberCodes;
        this.phoneCodes = phoneCodes;
        this.presences = presences;
        this.transactions = transactions;
        this.programme = programme;
        this.log = log;
    }

    /** Finds a member and answers the card for staff, with a presence where a code proves one. */
    Uni<byte[]> lookUp(Caller caller, LookupRequest request) {
        if (request.storeId() != null && !caller.mayActFor(request.storeId())) {
            throw ProblemCode.STORE_NOT_ALLOWED.with();
        }
        if (request.code() != null) return byCode(caller, request, request.code());
        if (request.phone() != null) return byPhone(caller, request, phone(request.phone()));
        Uni<Optional<UUID>> found = request.cardNo() != null
                ? cards.findByBinding(BindingKind.CARD, request.cardNo())
                : cards.findByNumber(String.valueOf(request.memberNo()));
        return found.map(LookupService::require).chain(memberId -> cards.cardForStaff(memberId, Map.of()));
    }

    private Uni<byte[]> byCode(Caller caller, LookupRequest request, String code) {
        UUID store = presenceStore(caller, request);
        return transactions
                .run(connection -> memberCodes
                        .redeem(connection, code)
                        .chain(memberId -> presences.open(connection, memberId, store, caller.presenceTerminal())))
                .chain(this::cardWithPresence);
    }

    private Uni<byte[]> byPhone(Caller caller, LookupRequest request, PhoneNumber phone) {
        return cards.findByBinding(BindingKind.PHONE, phone.e164())
                .invoke(found -> log.record(caller.id(), logStore(caller, request), found.orElse(null)))
                .map(LookupService::require)
                .chain(memberId -> request.phoneCode() == null
                        ? cards.cardForStaff(memberId, Map.of())
                        : byPhoneCode(caller, request, memberId, phone, request.phoneCode()));
    }

    private Uni<byte[]> byPhoneCode(
            Caller caller, LookupRequest request, UUID memberId, PhoneNumber phone, String phoneCode) {
        UUID store = presenceStore(caller, request);
        return transactions
                .run(connection -> phoneCodes
                        .verify(connection, phone, PRESENCE, phoneCode)
                        .chain(() -> stillHas(connection, memberId, phone))
                        .chain(() -> presences.open(connection, memberId, store, caller.presenceTerminal())))
                .chain(this::cardWithPresence);
    }

    /** A presence is a decision: the cached index does for looking, not for this. */
    private Uni<Void> stillHas(SqlConnection connection, UUID memberId, PhoneNumber phone) {
        return directory
                .findByBinding(connection, BindingKind.PHONE, phone.e164())
                .invoke(owner -> {
                    if (!owner.equals(Optional.of(memberId))) throw ProblemCode.MEMBER_NOT_FOUND.with();
                })
                .replaceWithVoid();
    }

    private Uni<byte[]> cardWithPresence(Presence presence) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("presenceId", presence.id());
        fields.put(
                "presenceExpiresAt",
                presence.expiresAt().atZone(programme.zone()).toOffsetDateTime());
        return cards.cardForStaff(presence.memberId(), fields);
    }

    /** The store that a presence is opened in. */
    private UUID presenceStore(Caller caller, LookupRequest request) {
        @Nullable UUID store = logStore(caller, request);
        if (store == null) {
            throw ProblemException.ofField("/storeId", "required", "you work for several stores: say which one");
        }
        return programme.requireStore(store).id();
    }

    private static @Nullable UUID logStore(Caller caller, LookupRequest request) {
        if (request.storeId() != null) return request.storeId();
        return caller.storeIds().size() == 1 ? caller.storeIds().iterator().next() : null;
    }

    private static UUID require(Optional<UUID> found) {
        return found.orElseThrow(ProblemCode.MEMBER_NOT_FOUND::with);
    }

    private static PhoneNumber phone(String text) {
        return PhoneNumber.parse(text)
                .orElseThrow(() -> ProblemException.ofField("/phone", "format", "no mobile number"));
    }
}
