package dev.huiyuan.coupon;

import dev.huiyuan.programme.Channel;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.UUID;
import org.hibernate.annotations.Formula;
import org.jspecify.annotations.Nullable;

/** A template as people edit it; a trigger keeps each version and passes the stock on to where it is counted. */
@Entity(name = "CouponTemplate")
@Table(name = "coupon_template")
class TemplateEntity {
    @Id
    UUID id;

    @Column(updatable = false)
    String code;

    String name;
    String description;

    @Enumerated(EnumType.STRING)
    CouponKind kind;

    @Column(name = "amount_off_fen")
    @Nullable
    Long amountOffFen;

    @Column(name = "threshold_fen")
    @Nullable
    Long thresholdFen;

    @Column(name = "percent_off")
    @Nullable
    Integer percentOff;

    @Column(name = "cap_fen")
    @Nullable
    Long capFen;

    @Column(name = "dish_code")
    @Nullable
    String dishCode;

    @Column(name = "valid_days")
    @Nullable
    Integer validDays;

    @Column(name = "valid_from")
    @Nullable
    LocalDate validFrom;

    @Column(name = "valid_through")
    @Nullable
    LocalDate validThrough;

    @Column(name = "store_ids")
    UUID[] storeIds;

    String[] channels;

    @Column(name = "min_tier")
    @Nullable
    String minTier;

    boolean claimable;

    @Column(name = "claimable_from")
    @Nullable
    OffsetDateTime claimableFrom;

    @Column(name = "claimable_until")
    @Nullable
    OffsetDateTime claimableUntil;

    @Nullable
    Long stock;

    @Column(name = "limit_per_member")
    @Nullable
    Integer limitPerMember;

    @Column(name = "dish_codes")
    String[] dishCodes;

    @Column(name = "category_codes")
    String[] categoryCodes;

    String[] windows;

    @Column(name = "min_use_tier")
    @Nullable
    String minUseTier;

    boolean exclusive;

    @Column(name = "stack_group")
    @Nullable
    String stackGroup;

    @Column(name = "with_tier_discount")
    boolean withTierDiscount;

    @Column(name = "with_member_day")
    boolean withMemberDay;

    @Column(name = "cost_bearer")
    @Enumerated(EnumType.STRING)
    CouponCost.Bearer costBearer;

    @Column(name = "cost_partner")
    @Nullable
    String costPartner;

    @Column(name = "return_grace_days")
    @Nullable
    Integer returnGraceDays;

    @Column(name = "issue_from")
    @Nullable
    OffsetDateTime issueFrom;

    @Column(name = "issue_until")
    @Nullable
    OffsetDateTime issueUntil;

    @Column(name = "limit_per_day")
    @Nullable
    Integer limitPerDay;

    @Column(name = "issuable_by_staff")
    boolean issuableByStaff;

    @Enumerated(EnumType.STRING)
    TemplateState state;

    @Version
    int version;

    /** Counted by issuing, never by editing. */
    @Formula("(select s.issued from coupon_stock s where s.template_id = id)")
    @Nullable
    Long issued;

    /** For Hibernate, which fills the fields. */
    @SuppressWarnings("NullAway.Init")
    protected TemplateEntity() {}

    @SuppressWarnings("NullAway.Init")
    TemplateEntity(UUID id, CouponTemplateRequest values) {
        this.id = id;
        code = values.code();
        take(values);
    }

    /** Takes over everything that can be edited. */
    final void take(CouponTemplateRequest values) {
        name = values.name();
        description = values.description();
        kind = values.kind();
        amountOffFen = values.amountOffFen();
        thresholdFen = values.thresholdFen();
        percentOff = values.percentOff();
        capFen = values.capFen();
        dishCode = values.dishCode();
        validDays = values.validDays();
        validFrom = values.validFrom();
        validThrough = values.validThrough();
        storeIds = values.storeIds().stream().sorted().toArray(UUID[]::new);
        channels = values.channels().stream().map(Channel::name).sorted().toArray(String[]::new);
        minTier = values.minTier();
        claimable = values.claimable();
        claimableFrom = values.claimableFrom();
        claimableUntil = values.claimableUntil();
        stock = values.stock();
        limitPerMember = values.limitPerMember();
        state = values.state();
        takeUse(values);
        IssueWindow window = values.issueWindow() == null ? IssueWindow.ALWAYS : values.issueWindow();
        issueFrom = window.from();
        issueUntil = window.until();
        limitPerDay = values.limitPerDay();
        issuableByStaff = Boolean.TRUE.equals(values.issuableByStaff());
    }

    /** What holds when a coupon is used. */
    private void takeUse(CouponTemplateRequest values) {
        dishCodes = values.dishCodes().stream().sorted().toArray(String[]::new);
        categoryCodes = values.categoryCodes().stream().sorted().toArray(String[]::new);
        windows = values.windows().stream().map(CouponWindow::text).distinct().toArray(String[]::new);
        minUseTier = values.minUseTier();
        exclusive = Boolean.TRUE.equals(values.exclusive());
        stackGroup = values.stackGroup();
        withTierDiscount = !Boolean.FALSE.equals(values.withTierDiscount());
        withMemberDay = !Boolean.FALSE.equals(values.withMemberDay());
        CouponCost cost = values.cost() == null ? CouponCost.BRAND : values.cost();
        costBearer = cost.bearer();
        costPartner = cost.partnerCode();
        returnGraceDays = values.returnGraceDays();
    }

    CouponTemplateResponse response(ZoneId zone) {
        return new CouponTemplateResponse(
                id,
                code,
                name,
                description,
                kind,
                amountOffFen,
                thresholdFen,
                percentOff,
                capFen,
                dishCode,
                validDays,
                validFrom,
                validThrough,
                Arrays.asList(storeIds),
                Arrays.stream(channels).map(Channel::valueOf).toList(),
                minTier,
                claimable,
                local(claimableFrom, zone),
                local(claimableUntil, zone),
                stock,
                stock == null ? null : issuedOfStock(),
                limitPerMember,
                Arrays.asList(dishCodes),
                Arrays.asList(categoryCodes),
                Arrays.stream(windows).map(CouponWindow::parse).toList(),
                minUseTier,
                exclusive,
                CouponStacking.groupOf(stackGroup, kind),
                withTierDiscount,
                withMemberDay,
                new CouponCost(costBearer, costPartner),
                returnGraceDays,
                new IssueWindow(local(issueFrom, zone), local(issueUntil, zone)),
                limitPerDay,
                issuableByStaff,
                state,
                version);
    }

    /** How many of a limited stock are issued. */
    long issuedOfStock() {
        return issued == null ? 0 : issued;
    }

    private static @Nullable OffsetDateTime local(@Nullable OffsetDateTime instant, ZoneId zone) {
        return instant == null ? null : CouponDates.local(instant.toInstant(), zone);
    }
}
