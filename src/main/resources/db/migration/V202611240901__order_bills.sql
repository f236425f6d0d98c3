-- Orders that settle in one call: what was sold, what was taken off, what was paid where, and what came back of it. The
-- amounts are kept as they were decided, because a refund goes by the order's own rules and a repeated request gets the
-- first answer. What must never be wrong is checked here first: a bill adds up, nothing returns twice, one order a bill.
--
-- No foreign keys to stores and members: like the ledger's rows these are written in batches under the account's lock, and a
-- check for every row would cost the hot path its throughput.
create table order_bill (
    member_id uuid not null,
    id uuid not null,
    state text collate "C" not null
        check (state in ('PENDING', 'SETTLED', 'REFUNDED', 'CANCELLED', 'TIMED_OUT')),
    -- Counts the changes: whoever decided on what a row was finds out whether it still is.
    version integer not null default 1 check (version > 0),
    -- The business key of the order's accrual.
    source text collate "C" not null check (length(source) between 1 and 100),
    ref text collate "C" not null check (length(ref) between 1 and 100),
    store_id uuid not null,
    order_ref text collate "C" not null check (length(order_ref) between 1 and 64),
    business_date date,
    channel text collate "C" not null,
    -- Goods at their prices, delivery and packaging, and what was taken off all of it, in fen.
    goods_fen bigint not null check (goods_fen between 0 and 9007199254740991),
    fees_fen bigint not null check (fees_fen between 0 and 9007199254740991),
    discount_fen bigint not null check (discount_fen between 0 and goods_fen + fees_fen),
    -- Points that pay, and what they are worth.
    points bigint not null check (points between 0 and 9007199254740991),
    points_fen bigint not null check (points_fen between 0 and 9007199254740991),
    paid_fen bigint not null check (paid_fen between 0 and 9007199254740991),
    -- What earns points and counts for the tier.
    earning_fen bigint not null check (earning_fen between 0 and 9007199254740991),
    -- What was earned, and what the member had afterwards; there when it is settled.
    earned_points bigint check (earned_points >= 0),
    points_after bigint,
    -- What has come back, all refunds together.
    refunded_fen bigint not null default 0,
    refunded_earning_fen bigint not null default 0,
    returned_points bigint not null default 0,
    refunds integer not null default 0 check (refunds between 0 and 200),
    coupon_ids uuid[] not null default '{}',
    benefit_uses uuid[] not null default '{}',
    -- Entries of the ledger, and the account that they are on: another one's than the order's after a merge.
    account_id uuid,
    hold_id uuid,
    spending_id uuid,
    accrual_id uuid,
    -- How the price came about, for people and for refunds.
    price jsonb not null,
    -- SHA-256 of what was asked for and of the key under which it was asked.
    content_hash bytea not null check (length(content_hash) = 32),
    request_hash bytea not null check (length(request_hash) = 32),
    -- The same of the confirmation.
    confirmation_hash bytea check (length(confirmation_hash) = 32),
    confirmation_request_hash bytea check (length(confirmation_request_hash) = 32),
    may_be_cancelled boolean not null,
    actor text collate "C" not null check (length(actor) between 1 and 100),
    occurred_at timestamptz not null,
    placed_at timestamptz not null,
    -- Until when a pending order waits.
    expires_at timestamptz,
    settled_at timestamptz,
    -- When it was cancelled, ran out of time or was refunded whole.
    closed_at timestamptz,
    primary key (member_id, id),
    constraint order_bill_adds_up check (paid_fen = goods_fen - discount_fen + fees_fen - points_fen),
    constraint order_bill_points check (points > 0 or points_fen = 0),
    constraint order_bill_earning check (earning_fen <= paid_fen),
    constraint order_bill_refunded check (refunded_fen between 0 and paid_fen
        and refunded_earning_fen between 0 and earning_fen and returned_points between 0 and points),
    constraint order_bill_refunds check (refunds > 0
        or refunded_fen = 0 and refunded_earning_fen = 0 and returned_points = 0),
    constraint order_bill_settled check ((state in ('SETTLED', 'REFUNDED')) = (accrual_id is not null)
        and (accrual_id is null) = (settled_at is null) and (accrual_id is null) = (earned_points is null)
        and (accrual_id is null) = (account_id is null)),
    constraint order_bill_spent check (accrual_id is null or (points > 0) = (spending_id is not null)),
    constraint order_bill_pending check (state <> 'PENDING' or expires_at is not null and closed_at is null),
    constraint order_bill_closed check ((state in ('REFUNDED', 'CANCELLED', 'TIMED_OUT')) = (closed_at is not null))
) with (fillfactor = 80);

-- One order a bill. A bill whose order was cancelled or ran out of time may be ordered again.
create unique index order_bill_ref on order_bill (source, ref) where state in ('PENDING', 'SETTLED', 'REFUNDED');
-- A request names an order without its member. Ids grow with time, so this index grows at its right end only.
create index order_bill_id on order_bill (id);
create index order_bill_due on order_bill (expires_at) where state = 'PENDING';
-- How many orders of a member wait: few, so that nobody blocks bills of others by the hundred.
create index order_bill_pending on order_bill (member_id) where state = 'PENDING';

create table order_line (
    member_id uuid not null,
    order_id uuid not null,
    no smallint not null check (no between 1 and 1000),
    ref text collate "C" not null check (length(ref) between 1 and 64),
    dish_code text collate "C" not null check (length(dish_code) between 1 and 100),
    category_code text collate "C",
    unit_price_fen bigint not null check (unit_price_fen between 0 and 9007199254740991),
    quantity integer not null check (quantity between 1 and 10000),
    discount_fen bigint not null check (discount_fen >= 0),
    -- How many of the points pay for it, and what they are worth.
    points bigint not null check (points >= 0),
    points_fen bigint not null check (points_fen >= 0),
    paid_fen bigint not null check (paid_fen between 0 and 9007199254740991),
    refunded_quantity integer not null default 0 check (refunded_quantity between 0 and quantity),
    refunded_fen bigint not null default 0 check (refunded_fen between 0 and paid_fen),
    primary key (member_id, order_id, no),
    constraint order_line_adds_up check (paid_fen = unit_price_fen * quantity - discount_fen - points_fen),
    constraint order_line_refunded check (refunded_quantity < quantity or refunded_fen = paid_fen)
) with (fillfactor = 80);

create table order_payment (
    member_id uuid not null,
    order_id uuid not null,
    no smallint not null check (no between 1 and 20),
    method text collate "C" not null check (method ~ '^[A-Z][A-Z0-9_]{1,39}$'),
    amount_fen bigint not null check (amount_fen between 1 and 9007199254740991),
    ref text collate "C" check (length(ref) between 1 and 64),
    primary key (member_id, order_id, no)
);

create table order_refund (
    member_id uuid not null,
    order_id uuid not null,
    id uuid not null,
    refund_ref text collate "C" not null check (length(refund_ref) between 1 and 64),
    reason text collate "C" not null check (reason ~ '^[A-Z_]{2,40}$'),
    refunded_fen bigint not null check (refunded_fen >= 0),
    returned_points bigint not null check (returned_points >= 0),
    taken_points bigint not null check (taken_points >= 0),
    -- The ledger's entry that took back what was earned.
    reversal_id uuid not null,
    -- What was answered.
    answer json not null,
    content_hash bytea not null check (length(content_hash) = 32),
    request_hash bytea not null check (length(request_hash) = 32),
    actor text collate "C" not null check (length(actor) between 1 and 100),
    refunded_at timestamptz not null,
    primary key (member_id, order_id, id),
    constraint order_refund_once unique (member_id, order_id, refund_ref)
);

create function order_append_only() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name using errcode = 'integrity_constraint_violation';
end
$$;

create trigger order_refund_append_only before update or delete on order_refund
    for each row execute function order_append_only();
create trigger order_refund_no_truncate before truncate on order_refund
    for each statement execute function order_append_only();
create trigger order_payment_append_only before update or delete on order_payment
    for each row execute function order_append_only();

-- Accounts that were merged into another one: the one that goes on sees their orders.
create table order_alias (
    member_id uuid primary key,
    into_id uuid not null check (into_id <> member_id)
);
create index order_alias_into on order_alias (into_id);

insert into order_alias (member_id, into_id)
select member_id, merged_into from points_account where merged_into is not null;
