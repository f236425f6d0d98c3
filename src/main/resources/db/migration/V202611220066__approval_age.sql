-- What was decided stays decided, but not for ever: the ledger keeps what came of it. The database itself lets nothing go
-- that is younger than a year, whatever is configured, and nothing that is open.
create or replace function approval_stays_decided() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        if old.state = 'OPEN' or coalesce(old.decided_at, old.expires_at) > now() - interval '1 year' then
            raise exception 'approval % stays', old.id using errcode = 'integrity_constraint_violation';
        end if;
        return old;
    end if;
    if old.state <> 'OPEN' then
        raise exception 'approval % is decided', old.id using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end
$$;

-- For those who decide in some stores: what belongs to none. What belongs to one has its index by store.
create index approval_no_store on approval (id) where store_id is null;
