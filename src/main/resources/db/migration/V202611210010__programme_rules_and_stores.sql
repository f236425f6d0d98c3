-- The brand's rules are data: a document a version, each from a time on. Old versions stay, because an order is
-- judged by the rules of its own time.
create table programme_version (
    version integer primary key check (version > 0),
    effective_from timestamptz not null unique,
    document jsonb not null check (jsonb_typeof(document) = 'object'),
    created_at timestamptz not null default now()
);

create table programme_store (
    id uuid primary key,
    code text not null unique check (code ~ '^[A-Z0-9-]{1,20}$'),
    name text not null check (length(name) between 1 and 100),
    city text not null check (length(city) between 1 and 50),
    address text not null check (length(address) between 1 and 200),
    open boolean not null default true,
    version integer not null default 1
);
