-- Every use of a benefit is recorded, by whom and by which version of the rules, and cannot repeat: what comes free once a
-- day is used once a day, a discount once a bill. A use that was a mistake is reversed and then no longer counts.
create table benefit_use (
    member_id uuid not null,
    id uuid not null constraint benefit_use_id unique,
    kind text not null check (kind in ('FREE_ITEM', 'DISCOUNT')),
    benefit_code text not null check (length(benefit_code) between 1 and 80),
    -- The day of the use in the programme's zone.
    used_on date not null,
    -- What makes it the same use: empty for what comes once a day, store and bill for a discount.
    bill_key text not null check (length(bill_key) <= 160),
    rule_version integer not null,
    store_id uuid not null references programme_store (id),
    terminal text not null check (length(terminal) between 1 and 200),
    actor text not null check (length(actor) between 1 and 100),
    order_ref text not null check (length(order_ref) between 1 and 100),
    amount_fen bigint check (amount_fen >= 0),
    used_at timestamptz not null,
    reversed_at timestamptz,
    reversed_by text check (length(reversed_by) between 1 and 100),
    reversal_reason text check (reversal_reason ~ '^[A-Z_]{2,40}$'),
    primary key (member_id, id),
    constraint benefit_use_key check ((kind = 'FREE_ITEM') = (bill_key = '')),
    constraint benefit_use_reversal check (num_nonnulls(reversed_at, reversed_by, reversal_reason) in (0, 3))
);
create unique index benefit_use_once on benefit_use (member_id, benefit_code, used_on, bill_key)
    where reversed_at is null;
create index benefit_use_day on benefit_use (used_on);

-- A coupon that came with a day of the calendar: once a member and run of days.
create table benefit_occasion_grant (
    member_id uuid not null,
    occasion_code text not null check (length(occasion_code) between 1 and 60),
    starts_on date not null,
    granted_on date not null,
    granted_at timestamptz not null,
    rule_version integer not null,
    coupon_id uuid not null unique,
    primary key (member_id, occasion_code, starts_on)
);
create index benefit_occasion_grant_day on benefit_occasion_grant (granted_on);

-- The birthday meal, booked in advance: one open booking a grant.
create table benefit_meal_booking (
    id uuid primary key,
    member_id uuid not null,
    benefit_year smallint not null,
    store_id uuid not null references programme_store (id),
    state text not null check (state in ('REQUESTED', 'CONFIRMED', 'DECLINED', 'CANCELLED')),
    booked_for date not null,
    booked_at time not null,
    party_size smallint not null check (party_size between 1 and 100),
    -- Ciphertext.
    note bytea,
    reason text check (reason ~ '^[A-Z_]{2,40}$'),
    requested_at timestamptz not null,
    decided_at timestamptz,
    decided_by text check (length(decided_by) between 1 and 100),
    check ((state = 'REQUESTED') = (decided_at is null)),
    check (num_nonnulls(decided_at, decided_by) in (0, 2)),
    check ((state = 'DECLINED') = (reason is not null))
);
create unique index benefit_meal_booking_open on benefit_meal_booking (member_id, benefit_year)
    where state in ('REQUESTED', 'CONFIRMED');
create index benefit_meal_booking_member on benefit_meal_booking (member_id, id);
create index benefit_meal_booking_store on benefit_meal_booking (store_id, id);
