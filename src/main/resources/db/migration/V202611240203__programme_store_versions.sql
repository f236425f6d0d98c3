-- A store changes at a time, as the rules do: what it was, is and will be stays readable. A store's code is what the rules
-- call it, in versions of any age: it is its own for ever, also when it gets another one.
create table programme_store_code (
    code text primary key check (code ~ '^[A-Z0-9-]{1,20}$'),
    store_id uuid not null references programme_store (id),
    unique (store_id, code)
);
insert into programme_store_code (code, store_id) select code, id from programme_store;

create table programme_store_version (
    store_id uuid not null references programme_store (id),
    version integer not null check (version > 0),
    effective_from timestamptz not null,
    code text not null,
    name text not null check (length(name) between 1 and 100),
    city text not null check (length(city) between 1 and 50),
    address text not null check (length(address) between 1 and 200),
    open boolean not null,
    created_at timestamptz not null,
    -- Absent for what was there before there were versions.
    created_by text check (length(created_by) between 1 and 100),
    withdrawn_at timestamptz,
    withdrawn_by text check (length(withdrawn_by) between 1 and 100),
    primary key (store_id, version),
    foreign key (store_id, code) references programme_store_code (store_id, code),
    check (num_nonnulls(withdrawn_at, withdrawn_by) in (0, 2) and withdrawn_at < effective_from)
);
create unique index programme_store_version_time on programme_store_version (store_id, effective_from)
    where withdrawn_at is null;

insert into programme_store_version (store_id, version, effective_from, code, name, city, address, open, created_at)
select id, version, '1970-01-01T00:00:00Z', code, name, city, address, open, now() from programme_store;

-- Versions never change, except that one that does not hold yet is withdrawn.
create function programme_store_version_guard() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and old.withdrawn_at is null and new.withdrawn_at is not null
        and to_jsonb(new) - array['withdrawn_at', 'withdrawn_by'] = to_jsonb(old) - array['withdrawn_at', 'withdrawn_by']
    then
        return new;
    end if;
    raise exception 'versions of stores are append-only';
end $$;
create trigger programme_store_version_append_only before update or delete on programme_store_version
    for each row execute function programme_store_version_guard();

-- What is left counts the changes, so that two people do not overwrite each other's.
alter table programme_store
    drop column code, drop column name, drop column city, drop column address, drop column open;
