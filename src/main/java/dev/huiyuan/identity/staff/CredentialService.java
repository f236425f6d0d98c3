package dev.huiyuan.identity.staff;

import dev.huiyuan.identity.Secrets;
import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.paging.Cursor;
import dev.huiyuan.shared.paging.Page;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Locale;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** Administers the credentials of machines. */
@ApplicationScoped
class CredentialService {
    private static final int CLIENT_ID_CHARACTERS = 12;

    private final CredentialRepository repository;
    private final Secrets secrets;
    private final Clock clock;
    private final Ids ids;

    CredentialService(CredentialRepository repository, Secrets secrets, Clock clock, Ids ids) {
        this.repository = repository;
        this.secrets = secrets;
        this.clock = clock;
        this.ids = ids;
    }

    @WithSession
    Uni<Page<CredentialResponse>> list(@Nullable String cursor, int limit) {
        return repository
                .before(Cursor.decode(cursor), limit + 1)
                .map(rows -> Page.of(rows, limit, credential -> credential.id).map(CredentialResponse::of));
    }

    /**
     * A new credential.
     *
     * @return with the secret; problems {@code store-unknown}, {@code validation-failed}
     */
    @WithTransaction
    Uni<NewCredentialResponse> create(CredentialRequest request) {
        if (!request.storesFitKind()) {
            return Uni.createFrom()
                    .failure(ProblemException.ofField("/storeIds", "kind", "the stores do not fit the kind"));
        }
        String secret = secrets.text();
        CredentialEntity credential = new CredentialEntity();
        credential.id = ids.next();
        credential.kind = request.kind();
        credential.clientId = clientId(request.kind());
        credential.secretHash = Secrets.hash(secret);
        credential.label = request.label();
        credential.storeIds.addAll(request.storeIds());
        credential.allStores = request.allStores();
        credential.active = true;
        credential.createdAt = clock.instant();
        return repository
                .persistAndFlush(credential)
                .map(stored -> new NewCredentialResponse(CredentialResponse.of(stored), secret))
                .onFailure(ConstraintViolationException.class)
                .transform(unknown -> ProblemCode.STORE_UNKNOWN.with());
    }

    /** Lets a credential sign in no more; its last access token runs out within minutes. */
    @WithTransaction
    Uni<Void> revoke(UUID id) {
        return repository
                .findById(id)
                .onItem()
                .ifNull()
                .failWith(ProblemCode.NOT_FOUND::with)
                .invoke(credential -> credential.active = false)
                .replaceWithVoid();
    }

    private String clientId(CredentialKind kind) {
        return (kind + "-" + secrets.base32(CLIENT_ID_CHARACTERS)).toLowerCase(Locale.ROOT);
    }
}
