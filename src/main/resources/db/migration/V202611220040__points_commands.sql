-- What the ledger needs for holds, transfers, adjustments, freezing, merging, sliding expiry and for events that come
-- before the order that they are about.

alter table points_account
    -- A frozen account earns and is corrected, but spends nothing.
    add column frozen boolean not null default false,
    -- The account that this one was merged into: what is asked of this one follows there.
    add column merged_into uuid,
    -- When points without a date of their own expire, under sliding expiry; moved on by whatever the member does.
    add column sliding_expires_at timestamptz,
    add constraint points_account_merged_is_empty check
        (merged_into is null or merged_into <> member_id and available = 0 and pending = 0 and held = 0 and debt = 0);

-- Whatever is due by time is found by this index. Without expiry nothing is ever due, and nothing is in it.
create index points_account_due on points_account (next_due_at) where next_due_at is not null;

-- New rows are checked at once; those that are there are checked by a migration of its own, which stops nobody.
alter table points_entry drop constraint points_entry_type_check;
alter table points_entry drop constraint points_entry_sign;
alter table points_entry
    add constraint points_entry_type_check check (type in
        ('ACCRUAL', 'ACCRUAL_REVERSAL', 'COMPLETION', 'REDEMPTION', 'REDEMPTION_REVERSAL', 'HOLD', 'CAPTURE', 'RELEASE',
         'MATURITY', 'EXPIRY', 'TRANSFER_OUT', 'TRANSFER_IN', 'TRANSFER_OUT_REVERSAL', 'TRANSFER_IN_REVERSAL',
         'ADJUSTMENT', 'FREEZE', 'UNFREEZE', 'MERGE_OUT', 'MERGE_IN', 'MERGE_OUT_REVERSAL', 'MERGE_IN_REVERSAL'))
        not valid,
    add constraint points_entry_sign check (case
        when type in ('ACCRUAL', 'REDEMPTION_REVERSAL', 'TRANSFER_IN', 'TRANSFER_OUT_REVERSAL') then points >= 0
        when type in ('ACCRUAL_REVERSAL', 'TRANSFER_IN_REVERSAL') then points <= 0
        when type in ('REDEMPTION', 'CAPTURE', 'EXPIRY', 'TRANSFER_OUT') then points < 0
        when type in ('MATURITY', 'COMPLETION', 'HOLD', 'RELEASE', 'FREEZE', 'UNFREEZE') then points = 0
        when type = 'ADJUSTMENT' then points <> 0
        else true end) not valid;

-- Points that are set aside until they are captured or released, each hold once.
create table points_hold (
    member_id uuid not null,
    -- The entry that holds them.
    id uuid not null,
    points bigint not null check (points > 0),
    expires_at timestamptz not null,
    state text not null check (state in ('OPEN', 'CAPTURED', 'RELEASED', 'TIMED_OUT')),
    captured bigint not null default 0 check (captured between 0 and points),
    -- The entry that ended it.
    settled_by uuid,
    primary key (member_id, id),
    foreign key (member_id, id) references points_entry (member_id, id),
    foreign key (member_id, settled_by) references points_entry (member_id, id),
    check ((state = 'OPEN') = (settled_by is null)),
    check ((state = 'CAPTURED') = (captured > 0))
);

create index points_hold_open on points_hold (member_id, expires_at) where state = 'OPEN';

-- Which account went into which. The row stays when a merge is undone: refunds look where reversals may have been
-- booked in between.
create table points_merge (
    -- The entry with which the points left.
    id uuid primary key,
    from_id uuid not null references points_account (member_id),
    into_id uuid not null references points_account (member_id),
    in_entry_id uuid not null,
    undone_by uuid,
    check (from_id <> into_id)
);

create unique index points_merge_current on points_merge (from_id) where undone_by is null;
create index points_merge_from on points_merge (from_id);
create index points_merge_into on points_merge (into_id);
create index points_merge_arrival on points_merge (in_entry_id);

-- Refunds and completions that came before their order. They are booked with it and then leave this table. Whoever
-- writes here holds the order's business key for the moment, so that order and event cannot miss each other.
create table points_early_event (
    source text collate "C" not null,
    ref text collate "C" not null,
    kind text not null check (kind in ('REFUND', 'COMPLETION')),
    -- The refund's own reference; empty for the completion, of which there is one.
    event_ref text collate "C" not null,
    -- What was refunded, in fen; null for all of it.
    amount_fen bigint check (amount_fen > 0),
    -- The lines that were refunded.
    lines text[],
    -- When the order was completed.
    completed_at timestamptz,
    reason text collate "C",
    actor text collate "C" not null,
    received_at timestamptz not null,
    primary key (source, ref, kind, event_ref),
    check ((kind = 'COMPLETION') = (completed_at is not null)),
    check ((kind = 'REFUND') = (reason is not null))
);
