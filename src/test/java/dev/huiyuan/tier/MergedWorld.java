package dev.huiyuan.tier;

import dev.huiyuan.points.writer.HeldOrders;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Some accounts with their orders, evaluations and merges, in memory; each step is one of a day at noon. */
final class MergedWorld {
    private final Map<String, UUID> ids = new HashMap<>();
    private final Map<UUID, Standing> standings = new HashMap<>();
    private final Map<UUID, List<HeldOrders.Held>> orders = new HashMap<>();
    private final List<TierEvaluations.Evaluation> evaluations = new ArrayList<>();
    private LocalDate today;

    MergedWorld(LocalDate today, String... names) {
        this.today = today;
        for (String name : names) {
            UUID id = UUID.nameUUIDFromBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            ids.put(name, id);
            standings.put(id, Standing.joined("member", setting().now()));
            orders.put(id, new ArrayList<>());
        }
    }

    private static TierSetting setting(LocalDate day) {
        return Ladders.setting(Ladders.DEFAULT, Ladders.BY_SPEND, day);
    }

    TierSetting setting() {
        return setting(today);
    }

    private UUID id(String name) {
        return Objects.requireNonNull(ids.get(name));
    }

    private static Cause cause() {
        return Cause.entry(UUID.randomUUID(), "staff:1");
    }

    /** Passes days as the daily job does. */
    void on(LocalDate day) {
        while (today.isBefore(day)) {
            today = today.plusDays(1);
            for (UUID id : ids.values()) save(settled(id));
        }
    }

    private TierReplay replay() {
        return new TierReplay(
                Map.copyOf(standings),
                orders,
                List.copyOf(evaluations),
                new TierReplay.Days(
                        at -> LocalDate.ofInstant(at, Ladders.ZONE),
                        MergedWorld::setting,
                        evaluation -> setting(evaluation.asOf()),
                        setting()));
    }

    private TierAccount settled(UUID id) {
        Standing standing = Objects.requireNonNull(standings.get(id));
        TierAccount account = new TierAccount(id, standing, setting().window(), 0, 0, Map.of());
        if (standing.mergedInto() != null) return account;
        for (HeldOrders.Held order : replay().held(id)) {
            account.count(LocalDate.ofInstant(order.occurredAt(), Ladders.ZONE), order.leftFen(), 1);
        }
        TierRules.settle(account, setting());
        return account;
    }

    private void save(TierAccount account) {
        standings.put(account.memberId, account.standing());
    }

    private UUID holder(UUID id) {
        UUID into = Objects.requireNonNull(standings.get(id)).mergedInto();
        return into == null ? id : holder(into);
    }

    /** An order of the account itself, or of another name that is merged into it. */
    void buy(String name, long fen) {
        UUID id = id(name);
        Objects.requireNonNull(orders.get(id)).add(new HeldOrders.Held(setting().now(), fen));
        TierAccount account = settled(holder(id));
        TierRules.purchased(account, cause(), setting());
        save(account);
    }

    UUID grant(String name, String tier, LocalDate until) {
        TierAccount account = settled(id(name));
        UUID grant = TierRules.grant(account, tier, ProtectionKind.BOUGHT, until, cause(), setting())
                .id();
        save(account);
        return grant;
    }

    void revoke(String name, UUID grant) {
        TierAccount account = settled(id(name));
        Standing.Protection protection = Objects.requireNonNull(TierRules.granted(account, grant));
        TierRules.revoke(account, protection, cause(), setting());
        save(account);
        standings.replaceAll((id, standing) -> standing.revoked(grant, today.minusDays(1)));
    }

    void evaluate() {
        evaluations.add(new TierEvaluations.Evaluation(today, today, 7, true));
        for (UUID id : ids.values()) {
            TierAccount account = settled(id);
            TierRules.evaluate(account, Cause.time("evaluation:" + today), setting());
            save(account);
        }
    }

    void merge(String from, String into) {
        TierAccount old = settled(id(from));
        TierAccount survivor = settled(id(into));
        TierRules.merge(old, survivor, cause(), setting());
        save(old);
        save(survivor);
    }

    /** What is told to the account that parts. */
    List<String> part(String from, String into) {
        TierReplay replay = replay();
        TierAccount old = settled(id(from));
        TierAccount survivor = settled(id(into));
        TierRules.part(survivor, replay.standing(survivor.memberId, old.memberId), cause(), setting());
        TierRules.part(old, replay.standing(old.memberId, null), cause(), setting());
        save(old);
        save(survivor);
        return old.changes().stream()
                .map(change -> change.reason() + " " + change.from() + ">" + change.to() + " until " + change.until())
                .toList();
    }

    int rank(String name) {
        return setting().ladder().rank(tier(name));
    }

    boolean isMerged(String name) {
        return standing(name).mergedInto() != null;
    }

    Standing standing(String name) {
        return Objects.requireNonNull(standings.get(id(name)));
    }

    String tier(String name) {
        return standing(name).code();
    }

    /** What a member has: tier, grace period, own protection. */
    String state(String name) {
        Standing standing = standing(name);
        Standing.@Nullable Protection own = standing.protection();
        return standing.code() + " above " + standing.baseCode() + " grace " + standing.graceUntil() + " protected "
                + (own == null ? null : own.code() + " until " + own.until()) + " joint " + (standing.joint() != null);
    }
}
