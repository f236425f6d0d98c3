package dev.huiyuan.identity.staff;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** A machine's credential. */
@Entity(name = "Credential")
@Table(name = "identity_credential")
class CredentialEntity {
    @Id
    UUID id;

    @Column(name = "client_id", updatable = false)
    String clientId;

    @Column(name = "secret_hash", updatable = false)
    byte[] secretHash;

    @Enumerated(EnumType.STRING)
    @Column(updatable = false)
    CredentialKind kind;

    @Column(updatable = false)
    String label;

    @ElementCollection(fetch = FetchType.EAGER)
    @CollectionTable(name = "identity_credential_store", joinColumns = @JoinColumn(name = "credential_id"))
    @Column(name = "store_id")
    Set<UUID> storeIds = new HashSet<>();

    @Column(name = "all_stores", updatable = false)
    boolean allStores;

    boolean active;

    /** Starts at 1; Hibernate counts on from there. */
    @Version
    int version = 1;

    @Column(name = "created_at", updatable = false)
    Instant createdAt;

    /** For Hibernate, which fills the fields. */
    @SuppressWarnings("NullAway.Init")
    protected CredentialEntity() {}
}
