-- The menu: what coupons are exchanged for and what later orders are made of. A dish has one price and, where a store
-- differs, a price of that store.
create table menu_category (
    id uuid primary key,
    code text not null unique check (code ~ '^[A-Z0-9][A-Z0-9-]{0,39}$'),
    name text not null check (length(name) between 1 and 60),
    sort integer not null
);

create table menu_dish (
    id uuid primary key,
    code text not null constraint menu_dish_code_unique unique check (code ~ '^[A-Z0-9][A-Z0-9-]{0,39}$'),
    category_code text not null constraint menu_dish_category references menu_category (code),
    name text not null check (length(name) between 1 and 60),
    description text not null check (length(description) <= 500),
    price_fen bigint not null check (price_fen between 0 and 100000000),
    allergens text[] not null default '{}',
    available boolean not null,
    version integer not null check (version >= 0)
);

create table menu_dish_price (
    dish_id uuid not null references menu_dish (id),
    store_id uuid not null constraint menu_dish_price_store references programme_store (id),
    price_fen bigint not null check (price_fen between 0 and 100000000),
    primary key (dish_id, store_id)
);
