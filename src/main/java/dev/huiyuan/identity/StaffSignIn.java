package dev.huiyuan.identity;

import dev.huiyuan.identity.Limits.Limit;
import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import dev.huiyuan.shared.sql.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Signs staff in. An unknown user name, a wrong password and a disabled account get one answer in one time; failures
 * in a row lock the user name for a while.
 */
@ApplicationScoped
class StaffSignIn {
    private static final String FOREIGN_KEY_VIOLATION = "23503";
    private static final String NO_STORE = "-";

    private final Transactions transactions;
    private final StaffAccounts accounts;
    private final PasswordHashes passwords;
    private final Sessions sessions;
    private final Limits limits;
    private final Limit failures;
    private final Ids ids;

    StaffSignIn(
            Transactions transactions,
            StaffAccounts accounts,
            PasswordHashes passwords,
            Sessions sessions,
            Limits limits,
            IdentityConfig config,
            Ids ids) {
        this.transactions = transactions;
        this.accounts = accounts;
        this.passwords = passwords;
        this.sessions = sessions;
        this.limits = limits;
        this.ids = ids;
        IdentityConfig.Password rules = config.password();
        failures = new Limit("staff-sign-in", rules.maxFailures(), rules.lockout(), true);
    }

    /** Problems {@code credentials-invalid}, {@code too-many-requests}, {@code store-not-allowed}. */
    Uni<StaffSession> signIn(StaffSignInRequest request) {
        String userName = request.userName().strip().toLowerCase(Locale.ROOT);
        return transactions
                .run(connection -> limits.take(connection, failures, userName))
                .chain(() -> accounts.byUserName(userName))
                .chain(account -> authenticate(account, request.password()))
                .chain(account -> open(account, userName, request));
    }

    private Uni<StaffAccount> authenticate(Optional<StaffAccount> account, String password) {
        @Nullable String hash = account.map(StaffAccount::passwordHash).orElse(null);
        return passwords
                .matches(password, hash)
                .map(matches -> account.filter(found -> matches && found.active())
                        .orElseThrow(ProblemCode.CREDENTIALS_INVALID::with));
    }

    private Uni<StaffSession> open(StaffAccount account, String userName, StaffSignInRequest request) {
        UUID sessionId = ids.next();
        @Nullable UUID storeId = store(account, request.storeId());
        Caller caller = account.caller(terminal(sessionId, storeId, request.terminalId()));
        return transactions
                .run(connection -> limits.forget(connection, failures, userName)
                        .chain(() -> sessions.openForStaff(connection, sessionId, caller, storeId)))
                .onFailure(StaffSignIn::isUnknownStore)
                .transform(unknown -> ProblemCode.STORE_UNKNOWN.with())
                .map(tokens -> session(account, caller, tokens));
    }

    private static @Nullable UUID store(StaffAccount account, @Nullable UUID stated) {
        if (stated == null)
            return account.storeIds().size() == 1
                    ? account.storeIds().iterator().next()
                    : null;
        if (!account.mayWorkAt(stated)) throw ProblemCode.STORE_NOT_ALLOWED.with();
        return stated;
    }

    /** A till has a name within its store; without either, each sign-in counts as a terminal of its own. */
    private static String terminal(UUID sessionId, @Nullable UUID storeId, @Nullable String terminalId) {
        if (storeId != null) return storeId + "/" + (terminalId == null ? sessionId : terminalId);
        if (terminalId != null) throw storeMissing();
        return NO_STORE + "/" + sessionId;
    }

    private static ProblemException storeMissing() {
        return ProblemException.ofField("/storeId", "required", "a terminal belongs to a store");
    }

    private static StaffSession session(StaffAccount account, Caller caller, SessionTokens tokens) {
        return new StaffSession(
                tokens.accessToken(),
                tokens.expiresInSeconds(),
                tokens.refreshToken(),
                account.displayName(),
                account.role(),
                List.copyOf(account.storeIds()),
                account.allStores(),
                caller.terminal());
    }

    private static boolean isUnknownStore(Throwable failure) {
        return failure instanceof PgException e && FOREIGN_KEY_VIOLATION.equals(e.getSqlState());
    }
}
