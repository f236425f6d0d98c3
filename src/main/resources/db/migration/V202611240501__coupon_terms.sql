-- Baskets are priced line by line: a coupon has to say for which dishes, days and hours it holds, what it may be combined
-- with, and who bears it. Both tables get the columns in the same order, because a trigger copies whole rows.
alter table coupon_template
    add column dish_codes text[] not null default '{}' check (cardinality(dish_codes) <= 200),
    add column category_codes text[] not null default '{}' check (cardinality(category_codes) <= 50),
    add column windows text[] not null default '{}' check (cardinality(windows) <= 20 and
        array_to_string(windows, ',') ~ '^(([1-7]{1,7} [0-2][0-9]:[0-5][0-9]-[0-2][0-9]:[0-5][0-9])(,|$))*$'),
    add column min_use_tier text check (length(min_use_tier) between 1 and 40),
    add column exclusive boolean not null default false,
    -- Absent where it follows from the kind.
    add column stack_group text check (stack_group ~ '^[A-Z0-9][A-Z0-9-]{0,19}$'),
    add column with_tier_discount boolean not null default true,
    add column with_member_day boolean not null default true,
    add column cost_bearer text not null default 'BRAND' check (cost_bearer in ('BRAND', 'STORE', 'PARTNER')),
    add column cost_partner text check (cost_partner ~ '^[A-Z0-9][A-Z0-9-]{0,39}$'),
    add column return_grace_days integer check (return_grace_days between 1 and 90),
    add column issue_from timestamptz,
    add column issue_until timestamptz,
    add column limit_per_day integer check (limit_per_day between 1 and 1000),
    add constraint coupon_template_cost check ((cost_bearer = 'PARTNER') = (cost_partner is not null)),
    add constraint coupon_template_issue check (issue_from is null or issue_until is null or issue_from < issue_until),
    drop constraint coupon_template_kind,
    add constraint coupon_template_kind check (case kind
        when 'AMOUNT' then amount_off_fen is not null
            and num_nonnulls(threshold_fen, percent_off, cap_fen, dish_code) = 0
        when 'THRESHOLD' then num_nonnulls(amount_off_fen, threshold_fen) = 2 and threshold_fen >= amount_off_fen
            and num_nonnulls(percent_off, cap_fen, dish_code) = 0
        when 'PERCENTAGE' then num_nonnulls(percent_off, cap_fen) = 2 and num_nonnulls(amount_off_fen, dish_code) = 0
        when 'EXCHANGE' then num_nonnulls(amount_off_fen, percent_off) = 0
            and (dish_code is not null or cardinality(dish_codes) + cardinality(category_codes) > 0)
        when 'FREE_DELIVERY' then num_nonnulls(amount_off_fen, percent_off, dish_code) = 0
        when 'DRINK_UPGRADE' then num_nonnulls(amount_off_fen, percent_off, dish_code) = 0
        else false end) not valid;

alter table coupon_template_version
    add column dish_codes text[] not null default '{}',
    add column category_codes text[] not null default '{}',
    add column windows text[] not null default '{}',
    add column min_use_tier text,
    add column exclusive boolean not null default false,
    add column stack_group text,
    add column with_tier_discount boolean not null default true,
    add column with_member_day boolean not null default true,
    add column cost_bearer text not null default 'BRAND',
    add column cost_partner text,
    add column return_grace_days integer,
    add column issue_from timestamptz,
    add column issue_until timestamptz,
    add column limit_per_day integer;
