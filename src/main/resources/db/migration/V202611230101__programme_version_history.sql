-- A version says who made it, why and out of what, and one that does not hold yet can be withdrawn. Everything else about
-- a version stays as it was written, because orders were judged by it; versions follow each other in time as they do in
-- number, so that exactly one holds at any instant.
alter table programme_version
    add column origin text not null default 'DEFAULT' check (origin in ('DEFAULT', 'DRAFT', 'ROLLBACK')),
    add column restored_version integer references programme_version (version),
    add column created_by text check (length(created_by) between 1 and 100),
    -- Free text, and so encrypted.
    add column note bytea,
    add column withdrawn_at timestamptz,
    add column withdrawn_by text check (length(withdrawn_by) between 1 and 100),
    add column withdrawal_note bytea,
    add constraint programme_version_origin check (
        (origin = 'ROLLBACK') = (restored_version is not null) and (origin = 'DEFAULT') = (created_by is null)),
    add constraint programme_version_withdrawal check (
        (withdrawn_at is null) = (withdrawn_by is null) and (withdrawn_at is not null or withdrawal_note is null)
        and withdrawn_at < effective_from);

alter table programme_version alter column origin drop default;

-- A withdrawn version gives its instant free.
alter table programme_version drop constraint programme_version_effective_from_key;
create unique index programme_version_effective_from on programme_version (effective_from) where withdrawn_at is null;

create function programme_version_follows() returns trigger language plpgsql as $$
begin
    if exists (select from programme_version
            where version >= new.version or (withdrawn_at is null and effective_from >= new.effective_from)) then
        raise exception 'version % does not follow the versions before it', new.version
            using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end
$$;

create trigger programme_version_follows before insert on programme_version
    for each row execute function programme_version_follows();

create function programme_version_append_only() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' then
        -- A withdrawal, once.
        if old.withdrawn_at is null and new.withdrawn_at is not null
            and (new.version, new.effective_from, new.document, new.created_at, new.origin, new.restored_version,
                new.created_by, new.note) is not distinct from
                (old.version, old.effective_from, old.document, old.created_at, old.origin, old.restored_version,
                old.created_by, old.note) then
            return new;
        end if;
        -- A migration that gives every document a new field says so.
        if current_setting('huiyuan.programme_migration', true) = 'on' then
            return new;
        end if;
    end if;
    raise exception 'programme_version is append-only' using errcode = 'restrict_violation',
        hint = 'A migration of all documents starts with: set local huiyuan.programme_migration = ''on''.';
end
$$;

create trigger programme_version_append_only before update or delete on programme_version
    for each row execute function programme_version_append_only();
create trigger programme_version_no_truncate before truncate on programme_version
    for each statement execute function programme_version_append_only();
