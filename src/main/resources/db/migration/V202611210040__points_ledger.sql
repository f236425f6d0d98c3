-- The points ledger. What must never be wrong is checked here first: no column below zero, debt only while nothing
-- is available, no lot below zero or above what it was earned with, entries and allocations never changed.
--
-- Entries and lots carry no foreign key to the account: they are written only under the lock of the account's row, in
-- the statement group that also updates it, and a key check for every row would cost the hot path a tenth of its
-- throughput. The audit reports rows without an account. Allocations are off the hot path and have their keys.

create table points_account (
    member_id uuid primary key,
    available bigint not null default 0 check (available between 0 and 9007199254740991),
    pending bigint not null default 0 check (pending between 0 and 9007199254740991),
    held bigint not null default 0 check (held between 0 and 9007199254740991),
    debt bigint not null default 0 check (debt between 0 and 9007199254740991),
    -- The number of entries, which is also the number of the last one.
    version bigint not null default 0 check (version >= 0),
    -- Nothing of this account matures or expires before; null when nothing ever will.
    next_due_at timestamptz,
    constraint points_account_debt_only_while_nothing_is_available check (debt = 0 or available = 0)
) with (fillfactor = 70);

create table points_entry (
    member_id uuid not null,
    id uuid not null,
    -- The entry's number within the account, from 1 without gaps: the order in which balances followed each other.
    seq bigint not null check (seq > 0),
    type text not null check (type in
        ('ACCRUAL', 'ACCRUAL_REVERSAL', 'REDEMPTION', 'REDEMPTION_REVERSAL', 'MATURITY', 'EXPIRY')),
    points bigint not null,
    available_after bigint not null check (available_after >= 0),
    pending_after bigint not null check (pending_after >= 0),
    held_after bigint not null check (held_after >= 0),
    debt_after bigint not null check (debt_after >= 0),
    amount_fen bigint not null,
    order_ref text collate "C",
    store_id uuid,
    channel text collate "C",
    source text collate "C" not null,
    ref text collate "C" not null,
    reversed_entry_id uuid,
    reason text collate "C",
    actor text collate "C" not null,
    rule_version integer not null,
    explanation jsonb not null,
    occurred_at timestamptz not null,
    recorded_at timestamptz not null,
    primary key (member_id, id),
    check (debt_after = 0 or available_after = 0),
    constraint points_entry_sign check (case type
        when 'ACCRUAL' then points >= 0
        when 'ACCRUAL_REVERSAL' then points <= 0
        when 'REDEMPTION' then points < 0
        when 'REDEMPTION_REVERSAL' then points > 0
        when 'MATURITY' then points = 0
        else points < 0 end)
);

-- A reversal names an entry without its member. Ids grow with time, so this index grows at its right end only.
create index points_entry_id on points_entry (id);

create index points_entry_reversals on points_entry (member_id, reversed_entry_id)
    where reversed_entry_id is not null;

-- One bill credits one member, one refund is booked once, one lot expires once: for ever, whatever keys requests carry.
create table business_key (
    source text collate "C" not null,
    ref text collate "C" not null,
    kind text collate "C" not null,
    member_id uuid not null,
    entry_id uuid not null,
    -- What was asked for, in fen or points; null for all that is left.
    amount bigint,
    primary key (source, ref, kind)
);

create table points_lot (
    member_id uuid not null,
    id uuid not null,
    entry_id uuid not null,
    earned bigint not null check (earned > 0),
    remaining bigint not null check (remaining between 0 and earned),
    pending boolean not null,
    earned_at timestamptz not null,
    available_from timestamptz not null,
    expires_at timestamptz,
    open boolean not null generated always as (remaining > 0) stored,
    primary key (member_id, id)
);

-- Open lots in the order in which they are spent: nearest expiry, then earliest earned, without expiry last. The
-- generated column keeps updates of an open lot's remainder away from the index.
create index points_lot_spend_order on points_lot (member_id, expires_at, earned_at, id) where open;

-- What an entry took from a lot (negative) or gave back to it (positive): remaining = earned + sum(amount).
create table points_allocation (
    member_id uuid not null,
    entry_id uuid not null,
    lot_id uuid not null,
    amount bigint not null check (amount <> 0),
    primary key (member_id, entry_id, lot_id),
    foreign key (member_id, entry_id) references points_entry (member_id, id),
    foreign key (member_id, lot_id) references points_lot (member_id, id)
);

create function points_append_only() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name using errcode = 'integrity_constraint_violation';
end
$$;

create trigger points_entry_append_only before update or delete on points_entry
    for each row execute function points_append_only();
create trigger points_entry_no_truncate before truncate on points_entry
    for each statement execute function points_append_only();
create trigger points_allocation_append_only before update or delete on points_allocation
    for each row execute function points_append_only();
create trigger points_allocation_no_truncate before truncate on points_allocation
    for each statement execute function points_append_only();
