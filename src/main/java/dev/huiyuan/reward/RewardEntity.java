package dev.huiyuan.reward;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.OffsetDateTime;
import java.time.ZoneId;
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
    long points;

    @Column(name = "template_code")
    String templateCode;

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

    @Enumerated(EnumType.STRING)
    RewardState state;

    @Version
    int version;

    /** Counted by redemptions, never by editing. */
    @Formula("(select s.redeemed from reward_stock s where s.item_id = id)")
    @Nullable
    Long redeemed;

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
        points = values.points();
        templateCode = values.templateCode();
        minTier = values.minTier();
        availableFrom = values.availableFrom();
        availableUntil = values.availableUntil();
        stock = values.stock();
        limitPerMember = values.limitPerMember();
        state = values.state();
    }

    /** How many of a limited stock are redeemed. */
    long redeemedOfStock() {
        return redeemed == null ? 0 : redeemed;
    }

    AdminRewardResponse response(ZoneId zone) {
        return new AdminRewardResponse(
                id,
                code,
                name,
                description,
                points,
                templateCode,
                minTier,
                local(availableFrom, zone),
                local(availableUntil, zone),
                stock,
                stock == null ? null : redeemedOfStock(),
                limitPerMember,
                state,
                version);
    }

    private static @Nullable OffsetDateTime local(@Nullable OffsetDateTime instant, ZoneId zone) {
        return instant == null ? null : instant.atZoneSameInstant(zone).toOffsetDateTime();
    }
}
