-- More ways of issuing: staff with a limit for each day, lists of members, printed codes; and a limit for each member and day.
alter table coupon
    drop constraint coupon_source_check,
    add constraint coupon_source_check check (source in
        ('WELCOME', 'CLAIM', 'POINTS', 'BIRTHDAY', 'CAMPAIGN', 'COMPENSATION', 'STAFF', 'CODE')) not valid;

alter table coupon_event
    drop constraint coupon_event_type_check,
    add constraint coupon_event_type_check check (type in
        ('ISSUED', 'LOCKED', 'RELEASED', 'USED', 'RETURNED', 'EXPIRED', 'REVOKED', 'MOVED')) not valid;

-- How many coupons of a template a member has had on a day: the limit holds because an ordinal exists once.
create table coupon_day_limit (
    template_id uuid not null,
    member_id uuid not null,
    day date not null,
    ordinal integer not null check (ordinal >= 1),
    coupon_id uuid not null,
    primary key (template_id, member_id, day, ordinal)
);

-- How many coupons a staff member has issued on a day.
create table coupon_staff_day (
    staff_id uuid not null,
    day date not null,
    issued integer not null check (issued >= 1),
    primary key (staff_id, day)
);

-- What store staff may issue by themselves. Both tables get the column last, because a trigger copies whole rows.
alter table coupon_template add column issuable_by_staff boolean not null default false;
alter table coupon_template_version add column issuable_by_staff boolean not null default false;

-- A batch of printed codes: its codes are made when they are exported, which happens once, and only their keyed hashes
-- are kept.
create table coupon_code_batch (
    id uuid primary key,
    template_id uuid not null references coupon_template (id),
    name text not null check (length(name) between 1 and 60),
    size integer not null check (size between 1 and 100000),
    state text not null check (state in ('CREATED', 'EXPORTED', 'ENDED')),
    created_at timestamptz not null,
    created_by text not null check (length(created_by) between 1 and 100),
    exported_at timestamptz,
    exported_by text check (length(exported_by) between 1 and 100),
    ended_at timestamptz,
    check ((exported_at is null) = (exported_by is null)),
    check ((ended_at is not null) = (state = 'ENDED')),
    check (state <> 'EXPORTED' or exported_at is not null)
);

-- A printed code is redeemed at a till or registered by a member, one of the two and once.
create table coupon_code (
    hash bytea primary key check (octet_length(hash) = 32),
    -- Under which key it was hashed: the key may go when no unused code has it.
    index_key_id text not null check (length(index_key_id) between 1 and 100),
    batch_id uuid not null references coupon_code_batch (id),
    used_at timestamptz,
    registered_by uuid,
    used_store_id uuid,
    used_bill text check (length(used_bill) between 1 and 100),
    check (num_nonnulls(used_store_id, used_bill) in (0, 2)),
    check (used_at is null and num_nonnulls(registered_by, used_bill) = 0
        or used_at is not null and num_nonnulls(registered_by, used_bill) = 1)
);

create index coupon_code_of_batch on coupon_code (batch_id);

-- Coupons that a merge of two accounts has moved, so that it can be undone.
create table coupon_merge (
    member_id uuid not null,
    coupon_id uuid not null,
    from_id uuid not null,
    primary key (member_id, coupon_id)
);
