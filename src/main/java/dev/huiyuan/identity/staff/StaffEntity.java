package dev.huiyuan.identity.staff;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** A staff member as administrators edit one. */
@Entity(name = "Staff")
@Table(name = "identity_staff")
class StaffEntity {
    @Id
    UUID id;

    @Column(name = "user_name", updatable = false)
    String userName;

    @Column(name = "password_hash")
    String passwordHash;

    /** Encrypted. */
    @Column(name = "display_name")
    byte[] displayName;

    String role;

    @ElementCollection(fetch = FetchType.EAGER)
    @CollectionTable(name = "identity_staff_store", joinColumns = @JoinColumn(name = "staff_id"))
    @Column(name = "store_id")
    Set<UUID> storeIds = new HashSet<>();

    @Column(name = "all_stores")
    boolean allStores;

    boolean active;

    /** Starts at 1; Hibernate counts on from there. */
    @Version
    int version = 1;

    @Column(name = "created_at", updatable = false)
    Instant createdAt;

    /** For Hibernate, which fills the fields. */
    @SuppressWarnings("NullAway.Init")
    protected StaffEntity() {}
}
