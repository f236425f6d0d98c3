-- What points buy. Items are records that people administer; stock, limits and redemptions move in volume.
create table reward_item (
    id uuid primary key,
    code text not null constraint reward_item_code_unique unique check (code ~ '^[A-Z0-9][A-Z0-9-]{0,39}$'),
    name text not null check (length(name) between 1 and 60),
    description text not null check (length(description) <= 500),
    points bigint not null check (points between 1 and 1000000000),
    template_code text not null constraint reward_item_template references coupon_template (code),
    min_tier text,
    available_from timestamptz,
    available_until timestamptz,
    stock bigint check (stock between 0 and 1000000000),
    limit_per_member integer check (limit_per_member between 1 and 1000),
    state text not null check (state in ('ACTIVE', 'PAUSED')),
    version integer not null check (version >= 0),
    check (available_from is null or available_until is null or available_from < available_until)
);

-- What was redeemed of an item whose stock is limited. An item without a limit never touches its row and so has no
-- hot one, which is why the limit is settled when an item is made: nothing was counted before.
create table reward_stock (
    item_id uuid primary key references reward_item (id),
    redeemed bigint not null default 0 check (redeemed >= 0),
    stock bigint,
    constraint reward_stock_suffices check (stock is null or redeemed <= stock)
);

create function reward_item_written() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and (old.stock is null) <> (new.stock is null) then
        raise exception using errcode = 'check_violation', constraint = 'reward_item_stock_settled',
            message = 'whether the stock is limited is settled when an item is made';
    end if;
    insert into reward_stock as s (item_id, stock) values (new.id, new.stock)
    on conflict (item_id) do update set stock = excluded.stock where s.stock is distinct from excluded.stock;
    return null;
end
$$;

create trigger reward_item_written after insert or update on reward_item
    for each row execute function reward_item_written();

-- The id follows from the request's key, so that a repeated request finds its redemption also after keys are forgotten.
create table reward_redemption (
    member_id uuid not null,
    id uuid not null,
    item_id uuid not null references reward_item (id),
    points bigint not null check (points >= 1),
    available_after bigint not null check (available_after >= 0),
    entry_id uuid not null,
    coupon_id uuid not null,
    redeemed_at timestamptz not null,
    primary key (member_id, id)
);

-- The limit for each member holds because an ordinal exists once.
create table reward_limit (
    item_id uuid not null,
    member_id uuid not null,
    ordinal integer not null check (ordinal >= 1),
    redemption_id uuid not null,
    primary key (item_id, member_id, ordinal)
);
