package dev.huiyuan.programme;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.UUID;

/** A store as administrators edit it; everybody else reads {@link ProgrammeService}. */
@Entity(name = "Store")
@Table(name = "programme_store")
class StoreEntity {
    @Id
    UUID id;

    String code;
    String name;
    String city;
    String address;
    boolean open;

    @Version
    int version = 1;

    /** For Hibernate, which fills the fields. */
    @SuppressWarnings("NullAway.Init")
    protected StoreEntity() {}

    @SuppressWarnings("NullAway.Init")
    StoreEntity(UUID id, StoreRequest values) {
        this.id = id;
        take(values);
    }

    /** Takes over everything that can be edited. */
    final void take(StoreRequest values) {
        code = values.code();
        name = values.name();
        city = values.city();
        address = values.address();
        open = values.open();
    }
}
