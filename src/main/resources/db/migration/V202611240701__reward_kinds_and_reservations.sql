-- What points buy is more than coupons: dishes, drinks one size larger and merchandise are handed over later, draw
-- tickets and vouchers of others are given at once, and some of it costs money besides. What is not given at once is
-- reserved: points are held, stock and limit are taken, until it is fulfilled, cancelled or its time is over.
alter table reward_item
    add column kind text not null default 'COUPON'
        check (kind in ('DISH', 'DRINK_UPGRADE', 'MERCHANDISE', 'COUPON', 'DRAW_TICKET', 'VOUCHER')),
    add column dish_code text constraint reward_item_dish references menu_dish (code),
    add column draw_code text check (draw_code ~ '^[A-Z0-9][A-Z0-9-]{0,39}$'),
    add column pool_id uuid,
    add column price_fen bigint not null default 0 check (price_fen between 0 and 100000000),
    add column limit_per_day integer check (limit_per_day between 1 and 1000),
    add column store_ids uuid[] not null default '{}',
    add column channels text[] not null default '{}' check (channels <@ '{STORE,MINI_PROGRAM,DELIVERY}'),
    add column pickup_days integer check (pickup_days between 1 and 365);
alter table reward_item alter column kind drop default, alter column template_code drop not null;
alter table reward_item drop constraint reward_item_state_check;
alter table reward_item add constraint reward_item_state check (state in ('DRAFT', 'ACTIVE', 'PAUSED', 'ENDED'));
alter table reward_item add constraint reward_item_content check (
    (template_code is not null) = (kind = 'COUPON')
    and (dish_code is not null) = (kind = 'DISH')
    and (draw_code is not null) = (kind = 'DRAW_TICKET')
    and (pool_id is not null) = (kind = 'VOUCHER')
    and (pickup_days is null or kind in ('DISH', 'DRINK_UPGRADE', 'MERCHANDISE')));

-- Codes of others, such as a lounge's or a partner shop's. Each is given once; the hash finds a repeated import.
create table reward_pool (
    id uuid primary key,
    code text not null constraint reward_pool_code_unique unique check (code ~ '^[A-Z0-9][A-Z0-9-]{0,39}$'),
    name text not null check (length(name) between 1 and 60)
);
alter table reward_item add constraint reward_item_pool foreign key (pool_id) references reward_pool (id);

create table reward_pool_code (
    pool_id uuid not null references reward_pool (id),
    id uuid not null,
    sealed bytea not null,
    index_key_id text not null,
    hash bytea not null,
    redemption_id uuid,
    given_at timestamptz,
    primary key (pool_id, id),
    constraint reward_pool_code_once unique (pool_id, index_key_id, hash),
    constraint reward_pool_code_given unique (redemption_id),
    check ((redemption_id is null) = (given_at is null))
);
create index reward_pool_code_free on reward_pool_code (pool_id, id) where redemption_id is null;

-- What is reserved counts as well.
alter table reward_stock add column reserved bigint not null default 0 check (reserved >= 0);
alter table reward_stock drop constraint reward_stock_suffices;
alter table reward_stock add constraint reward_stock_suffices check (stock is null or reserved + redeemed <= stock);

create table reward_day_limit (
    item_id uuid not null,
    member_id uuid not null,
    day date not null,
    ordinal integer not null check (ordinal >= 1),
    redemption_id uuid not null,
    primary key (item_id, member_id, day, ordinal)
);

-- The id is time-ordered from now on, so that lists can be read page by page; what identifies the request is beside it.
-- Nothing here reads or writes the redemptions that are there: whoever redeems meanwhile waits for no more than a look at
-- the catalogue of tables. They are filled in, and their checks and indexes follow, in transactions of their own.
alter table reward_redemption
    add column request_id uuid,
    add column kind text not null default 'COUPON',
    add column item_version integer not null default 0,
    add column state text not null default 'FULFILLED',
    add column price_fen bigint not null default 0,
    add column store_id uuid,
    add column channel text,
    add column hold_id uuid,
    add column expires_at timestamptz,
    add column pickup_key_id text,
    add column pickup_hash bytea,
    add column ticket_number bigint,
    add column draw_code text,
    add column voucher_id uuid,
    add column fulfilled_at timestamptz,
    add column fulfilled_store_id uuid,
    add column ended_at timestamptz,
    add column steps integer not null default 1;
alter table reward_redemption
    alter column kind drop default, alter column item_version drop default, alter column state drop default,
    alter column price_fen drop default,
    alter column entry_id drop not null,
    alter column coupon_id drop not null;
alter table reward_redemption
    add constraint reward_redemption_request_given check (request_id is not null) not valid,
    add constraint reward_redemption_state_known
        check (state in ('RESERVED', 'FULFILLED', 'CANCELLED', 'EXPIRED')) not valid,
    add constraint reward_redemption_price check (price_fen >= 0) not valid,
    add constraint reward_redemption_steps check (steps between 1 and 100) not valid,
    add constraint reward_redemption_state check (case state
        when 'RESERVED' then num_nonnulls(hold_id, expires_at) = 2
            and num_nonnulls(entry_id, coupon_id, ticket_number, fulfilled_at, ended_at) = 0
        when 'FULFILLED' then num_nonnulls(entry_id, fulfilled_at) = 2 and ended_at is null
        when 'CANCELLED' then ended_at is not null
        else num_nonnulls(hold_id, ended_at) = 2 and entry_id is null end) not valid;

-- Each state once: a step has a number, and a number exists once.
create table reward_step (
    member_id uuid not null,
    redemption_id uuid not null,
    step integer not null check (step >= 1),
    type text not null check (type in ('RESERVED', 'FULFILLED', 'CANCELLED', 'EXPIRED')),
    occurred_at timestamptz not null,
    actor text not null check (length(actor) between 1 and 100),
    store_id uuid,
    reason text check (reason ~ '^[A-Z_]{2,40}$'),
    primary key (member_id, redemption_id, step)
);

create function reward_step_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'reward_step is append-only';
end
$$;
create trigger reward_step_is_append_only before update or delete or truncate on reward_step
    for each statement execute function reward_step_is_append_only();

-- Tickets are numbered within their draw, without gaps as long as nothing rolls back after it.
create table reward_draw (
    code text primary key,
    last_number bigint not null check (last_number >= 1)
);
create table reward_draw_ticket (
    member_id uuid not null,
    id uuid not null,
    draw_code text not null,
    number bigint not null check (number >= 1),
    redemption_id uuid not null,
    state text not null check (state in ('ISSUED', 'VOID')),
    issued_at timestamptz not null,
    primary key (member_id, id),
    constraint reward_draw_ticket_number unique (draw_code, number),
    constraint reward_draw_ticket_redemption unique (redemption_id)
);
