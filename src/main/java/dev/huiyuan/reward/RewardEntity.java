package dev.huiyuan.reward;

import dev.huiyuan.programme.Channel;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.UUID;
import org.hibernate.annotations.Formula;
import org.jspecify.annotations.Nullable;

/** A reward as people edit it; a trigger passes the stock on to where it is counted. */
@Entity(name = "Reward")
@Table(name = "reward_item")
class RewardEntity {
    @Id
    UUID id;

    @Column(updatable = false)
    String code;

    String name;
    String description;

    @Enumerated(EnumType.STRING)
    RewardKind kind;

    @Column(name = "template_code")
    @Nullable
    String templateCode;

    @Column(name = "dish_code")
    @Nullable
    String dishCode;

    @Column(name = "draw_code")
    @Nullable
    String drawCode;

    @Column(name = "pool_id")
    @Nullable
    UUID poolId;

    long points;

    @Column(name = "price_fen")
    long priceFen;

    @Column(name = "min_tier")
    @Nullable
    String minTier;

    @Column(name = "available_from")
    @Nullable
    OffsetDateTime availableFrom;

    @Column(name = "available_until")
    @Nullable
    OffsetDateTime availableUntil;

    @Nullable
    Long stock;

    @Column(name = "limit_per_member")
    @Nullable
    Integer limitPerMember;

    @Column(name = "limit_per_day")
    @Nullable
    Integer limitPerDay;

    @Column(name = "store_ids")
    UUID[] storeIds;

    String[] channels;

    @Column(name = "pickup_days")
    @Nullable
    Integer pickupDays;

    @Enumerated(EnumType.STRING)
    RewardState state;

    @Version
    int version;

    /** Counted by redemptions, never by editing. */
    @Formula("(select s.redeemed from reward_stock s where s.item_id = id)")
    @Nullable
    Long redeemed;

    /** Counted by redemptions, never by editing. */
    @Formula("(select s.reserved from reward_stock s where s.item_id = id)")
    @Nullable
    Long reserved;

    /** For Hibernate, which fills the fields. */
    @SuppressWarnings("NullAway.Init")
    protected RewardEntity() {}

    @SuppressWarnings("NullAway.Init")
    RewardEntity(UUID id, RewardRequest values) {
        this.id = id;
        code = values.code();
        take(values);
    }

    /** Takes over everything that can be edited. */
    final void take(RewardRequest values) {
        name = values.name();
        description = values.description();
        kind = values.kind();
        templateCode = values.templateCode();
        dishCode = values.dishCode();
        drawCode = values.drawCode();
        poolId = values.poolId();
        points = values.points();
        priceFen = values.priceFen();
        minTier = values.minTier();
        availableFrom = values.availableFrom();
        availableUntil = values.availableUntil();
        stock = values.stock();
        limitPerMember = values.limitPerMember();
        limitPerDay = values.limitPerDay();
        storeIds = values.storeIds().stream().sorted().toArray(UUID[]::new);
        channels = values.channels().stream().map(Channel::name).sorted().toArray(String[]::new);
        pickupDays = values.pickupDays();
        state = values.state();
    }

    /** What exactly it is, which is settled once it has been active. */
    Object content() {
        return Arrays.asList(kind, templateCode, dishCode, drawCode, poolId);
    }

    /** How many of a limited stock are redeemed. */
    long redeemedOfStock() {
        return redeemed == null ? 0 : redeemed;
    }

    /** How many of a limited stock are reserved. */
    long reservedOfStock() {
        return reserved == null ? 0 : reserved;
    }

    AdminRewardResponse response(ZoneId zone) {
        return new AdminRewardResponse(
                id,
                code,
                name,
                description,
                kind,
                templateCode,
                dishCode,
                drawCode,
                poolId,
                points,
                priceFen,
                minTier,
                local(availableFrom, zone),
                local(availableUntil, zone),
                stock,
                stock == null ? null : redeemedOfStock(),
                stock == null ? null : reservedOfStock(),
                limitPerMember,
                limitPerDay,
                Arrays.asList(storeIds),
                Arrays.stream(channels).map(Channel::valueOf).toList(),
                pickupDays,
                state,
                version);
    }

    private static @Nullable OffsetDateTime local(@Nullable OffsetDateTime instant, ZoneId zone) {
        return instant == null ? null : instant.atZoneSameInstant(zone).toOffsetDateTime();
    }
}
