-- Templates are records that people administer. A coupon belongs to the version of its template that it was issued
-- from, so that editing a template never changes what a member already holds.
create table coupon_template (
    id uuid primary key,
    code text not null constraint coupon_template_code_unique unique check (code ~ '^[A-Z0-9][A-Z0-9-]{0,39}$'),
    name text not null check (length(name) between 1 and 60),
    description text not null check (length(description) <= 500),
    kind text not null,
    amount_off_fen bigint check (amount_off_fen between 1 and 100000000),
    threshold_fen bigint check (threshold_fen between 1 and 100000000),
    percent_off integer check (percent_off between 1 and 99),
    cap_fen bigint check (cap_fen between 1 and 100000000),
    dish_code text check (length(dish_code) between 1 and 40),
    valid_from date,
    valid_through date,
    valid_days integer check (valid_days between 1 and 3660),
    store_ids uuid[] not null default '{}',
    channels text[] not null default '{}' check (channels <@ '{STORE,MINI_PROGRAM,DELIVERY}'),
    min_tier text,
    claimable boolean not null default false,
    claimable_from timestamptz,
    claimable_until timestamptz,
    stock bigint check (stock between 0 and 1000000000),
    limit_per_member integer check (limit_per_member between 1 and 1000),
    state text not null check (state in ('DRAFT', 'ACTIVE', 'PAUSED', 'ENDED')),
    version integer not null check (version >= 0),
    constraint coupon_template_kind check (case kind
        when 'AMOUNT' then amount_off_fen is not null
            and num_nonnulls(threshold_fen, percent_off, cap_fen, dish_code) = 0
        when 'THRESHOLD' then num_nonnulls(amount_off_fen, threshold_fen) = 2 and threshold_fen >= amount_off_fen
            and num_nonnulls(percent_off, cap_fen, dish_code) = 0
        when 'PERCENTAGE' then num_nonnulls(percent_off, cap_fen) = 2 and num_nonnulls(amount_off_fen, dish_code) = 0
        when 'EXCHANGE' then dish_code is not null
            and num_nonnulls(amount_off_fen, threshold_fen, percent_off, cap_fen) = 0
        when 'FREE_DELIVERY' then num_nonnulls(amount_off_fen, percent_off, dish_code) = 0
        when 'DRINK_UPGRADE' then num_nonnulls(amount_off_fen, threshold_fen, percent_off, cap_fen, dish_code) = 0
        else false end),
    constraint coupon_template_validity check (
        (valid_days is not null and num_nonnulls(valid_from, valid_through) = 0)
        or (valid_days is null and num_nonnulls(valid_from, valid_through) = 2 and valid_from <= valid_through)),
    constraint coupon_template_claim check (
        (claimable and limit_per_member is not null
            and (claimable_from is null or claimable_until is null or claimable_from < claimable_until))
        or (not claimable and num_nonnulls(claimable_from, claimable_until) = 0))
);

-- Every version that ever was. A column added to coupon_template is added here as well, in the same place.
create table coupon_template_version (like coupon_template);
alter table coupon_template_version add primary key (id, version);

-- What has been issued of a template whose stock is limited. Issuing locks this row first, so that stock and limits
-- are exact; a template without a limit never touches it and has no hot row. Whether a stock is limited is settled
-- before a template becomes active, because nothing counts before.
create table coupon_stock (
    template_id uuid primary key references coupon_template (id),
    issued bigint not null default 0 check (issued >= 0),
    stock bigint,
    constraint coupon_stock_suffices check (stock is null or issued <= stock)
);

create function coupon_template_written() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and old.state <> 'DRAFT' and (old.stock is null) <> (new.stock is null) then
        raise exception using errcode = 'check_violation', constraint = 'coupon_template_stock_settled',
            message = 'whether the stock is limited is settled before a template becomes active';
    end if;
    insert into coupon_template_version select new.*;
    insert into coupon_stock as s (template_id, stock) values (new.id, new.stock)
    on conflict (template_id) do update set stock = excluded.stock where s.stock is distinct from excluded.stock;
    return null;
end
$$;

create trigger coupon_template_written after insert or update on coupon_template
    for each row execute function coupon_template_written();

-- A member's coupons. State changes are conditional updates; each is a step, counted, with a row of history under
-- that number, so that no step can be taken twice. What a state needs is there exactly in that state.
create table coupon (
    member_id uuid not null,
    id uuid not null,
    template_id uuid not null,
    template_version integer not null,
    state text not null check (state in ('ISSUED', 'LOCKED', 'USED', 'EXPIRED', 'REVOKED')),
    steps integer not null default 1 check (steps between 1 and 1000),
    source text not null check (source in
        ('WELCOME', 'CLAIM', 'POINTS', 'BIRTHDAY', 'CAMPAIGN', 'COMPENSATION', 'STAFF')),
    source_ref text not null check (length(source_ref) between 1 and 200),
    issued_at timestamptz not null,
    valid_from timestamptz not null,
    expires_at timestamptz not null,
    locked_by text,
    locked_until timestamptz,
    used_at timestamptz,
    used_store_id uuid,
    used_bill text check (length(used_bill) between 1 and 100),
    used_channel text check (used_channel in ('STORE', 'MINI_PROGRAM', 'DELIVERY')),
    used_amount_fen bigint check (used_amount_fen >= 0),
    ended_at timestamptz,
    primary key (member_id, id),
    constraint coupon_issued_once unique (member_id, source, source_ref),
    foreign key (template_id, template_version) references coupon_template_version (id, version),
    check (valid_from < expires_at),
    constraint coupon_lock check (num_nonnulls(locked_by, locked_until) = case state when 'LOCKED' then 2 else 0 end),
    constraint coupon_use check (
        num_nonnulls(used_at, used_store_id, used_bill) = case state when 'USED' then 3 else 0 end
        and (num_nonnulls(used_channel, used_amount_fen) = 0 or state = 'USED')),
    constraint coupon_end check ((ended_at is not null) = (state in ('EXPIRED', 'REVOKED')))
);

-- The card's question: how many can be used, and which ends first.
create index coupon_usable on coupon (member_id, expires_at) where state = 'ISSUED';
-- The sweep's question: what is past its end.
create index coupon_due on coupon (expires_at) where state = 'ISSUED';

-- How many coupons of a template a member has had: the limit holds because an ordinal exists once.
create table coupon_limit (
    template_id uuid not null,
    member_id uuid not null,
    ordinal integer not null check (ordinal >= 1),
    coupon_id uuid not null,
    primary key (template_id, member_id, ordinal)
);

create table coupon_event (
    member_id uuid not null,
    coupon_id uuid not null,
    step integer not null check (step >= 1),
    type text not null check (type in ('ISSUED', 'LOCKED', 'RELEASED', 'USED', 'RETURNED', 'EXPIRED', 'REVOKED')),
    occurred_at timestamptz not null,
    actor text not null check (length(actor) between 1 and 100),
    store_id uuid,
    ref text check (length(ref) <= 200),
    primary key (member_id, coupon_id, step)
);

create function coupon_event_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'coupon_event is append-only';
end
$$;

create trigger coupon_event_is_append_only before update or delete or truncate on coupon_event
    for each statement execute function coupon_event_is_append_only();
