-- Forgotten codes: tills report orders that nobody showed a code for, and diners claim them later. That an order
-- credits one member only is the ledger's business key alone; nothing here is asked for it.
create table points_unclaimed_order (
    store_id uuid not null references programme_store (id),
    -- The reference of an accrual of the same order: the number, behind the business date where there is one.
    ref text collate "C" not null check (length(ref) between 1 and 80),
    order_ref text collate "C" not null,
    business_date date,
    channel text collate "C" not null,
    amount_fen bigint not null check (amount_fen between 0 and 9007199254740991),
    occurred_at timestamptz not null,
    reported_by text collate "C" not null,
    reported_at timestamptz not null,
    primary key (store_id, ref)
);
create index points_unclaimed_order_reported_at on points_unclaimed_order (reported_at);

create table points_claim (
    member_id uuid not null references member (id),
    id uuid not null,
    store_id uuid not null references programme_store (id),
    ref text collate "C" not null check (length(ref) between 1 and 80),
    order_ref text collate "C" not null,
    business_date date,
    amount_fen bigint not null check (amount_fen between 1 and 9007199254740991),
    occurred_at timestamptz not null,
    claimed_at timestamptz not null,
    state text collate "C" not null check (state in ('CREDITED', 'IN_REVIEW', 'REJECTED', 'EXPIRED')),
    -- The second person's decision; null where the order was credited at once.
    approval_id uuid references approval (id),
    -- What was credited; on another member's account where this one's was merged into it in between.
    entry_id uuid,
    primary key (member_id, id),
    constraint points_claim_credited check ((state = 'CREDITED') = (entry_id is not null)),
    constraint points_claim_reviewed check (state = 'CREDITED' or approval_id is not null)
);
-- The same claim again is the one that waits already.
create unique index points_claim_waiting on points_claim (member_id, store_id, ref, amount_fen, occurred_at)
    where state = 'IN_REVIEW';
create unique index points_claim_approval on points_claim (approval_id) where approval_id is not null;
create index points_claim_claimed_at on points_claim (claimed_at);

-- How often a member claimed on a day: guessing orders has to be slow.
create table points_claim_day (
    member_id uuid not null references member (id),
    day date not null,
    used integer not null check (used > 0),
    primary key (member_id, day)
);
create index points_claim_day_day on points_claim_day (day);
