package dev.huiyuan.menu;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * What other capabilities ask about dishes, from memory. A change shows at once in the instance that made it and in every
 * other within {@code huiyuan.menu.refresh-interval}.
 */
@ApplicationScoped
public class DishDirectory {
    private static final Logger LOG = Logger.getLogger(DishDirectory.class);
    private static final Duration START_TIMEOUT = Duration.ofSeconds(20);

    private final DishRepository dishes;
    private final MenuReader reader;
    private final MenuConfig config;
    private final Clock clock;
    private final Vertx vertx;
    private volatile MenuSnapshot snapshot = MenuSnapshot.empty();
    private long timer = -1;

    DishDirectory(DishRepository dishes, MenuReader reader, MenuConfig config, Clock clock, Vertx vertx) {
        this.dishes = dishes;
        this.reader = reader;
        this.config = config;
        this.clock = clock;
        this.vertx = vertx;
    }

    /**
     * The menu of a store now. The store itself is not checked: one without prices of its own sells at the general ones.
     *
     * @param storeId the store
     */
    public StoreMenu at(UUID storeId) {
        return new StoreMenu(snapshot, storeId, clock.instant());
    }

    /** The menu with the general prices, wherever it is eaten. */
    public StoreMenu anywhere() {
        return new StoreMenu(snapshot, null, clock.instant());
    }

    /** Whether there is a category with a code. */
    public boolean hasCategory(String code) {
        return snapshot.base().categories().containsKey(code);
    }

    /**
     * Which dish a platform means.
     *
     * @param platform the platform's code, such as {@code MEITUAN}
     * @param code the dish as the platform calls it
     */
    public Optional<UUID> dishOfPlatform(String platform, String code) {
        return Optional.ofNullable(snapshot.base().platformDishes().get(new PlatformCode(platform, code)));
    }

    /**
     * Which store a platform means.
     *
     * @param platform the platform's code
     * @param code the store as the platform calls it
     */
    public Optional<UUID> storeOfPlatform(String platform, String code) {
        return Optional.ofNullable(snapshot.base().platformStores().get(new PlatformCode(platform, code)));
    }

    /** Whether there is a dish with a code that is not retired; joins the caller's Hibernate session. */
    public Uni<Boolean> exists(String code) {
        return dishes.count("code = ?1 and retiredAt is null", code).map(count -> count > 0);
    }

    /** Reads what changed. */
    public Uni<Void> refresh() {
        return Uni.createFrom()
                .deferred(() -> reader.read(snapshot))
                .invoke(this::keep)
                .replaceWithVoid();
    }

    MenuSnapshot snapshot() {
        return snapshot;
    }

    /** A read that was overtaken by a later one must not bring the old state back. */
    private synchronized void keep(MenuSnapshot fresh) {
        if (fresh.revision() > snapshot.revision()) snapshot = fresh;
    }

    /** After the programme, before what serves requests. */
    void start(@Observes @Priority(110) StartupEvent event) {
        refresh().await().atMost(START_TIMEOUT);
        timer = vertx.setPeriodic(config.refreshInterval().toMillis(), id -> refreshQuietly());
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer);
    }

    private void refreshQuietly() {
        refresh()
                .subscribe()
                .with(done -> {}, failure -> LOG.warnf("the menu could not be read again: %s", failure.getMessage()));
    }
}
