-- Whatever needs a second person waits here, from every capability. The database itself sees to it that nobody agrees
-- to the own request, and that what was decided stays decided.
create table approval (
    id uuid primary key,
    kind text collate "C" not null check (kind ~ '^[a-z][a-z-]{1,39}$'),
    -- Whom it concerns.
    member_id uuid not null references member (id),
    -- The store whose staff decide; null where it belongs to none.
    store_id uuid references programme_store (id),
    -- Who asked and who decided, as everywhere in the log: staff:<id>, member:<id>.
    requested_by text collate "C" not null check (requested_by ~ '^[a-z]+:.{1,100}$'),
    requested_at timestamptz not null,
    expires_at timestamptz not null check (expires_at > requested_at),
    -- What is asked for, in ids, codes and figures; no personal data.
    payload jsonb not null check (jsonb_typeof(payload) = 'object'),
    state text not null default 'OPEN' check (state in ('OPEN', 'APPROVED', 'REJECTED', 'EXPIRED')),
    decided_by text collate "C" check (decided_by ~ '^[a-z]+:.{1,100}$'),
    decided_at timestamptz,
    reason text collate "C" check (reason ~ '^[A-Z_]{2,40}$'),
    -- What came of it, in ids and figures.
    result jsonb check (jsonb_typeof(result) = 'object'),
    version integer not null default 1 check (version > 0),
    constraint approval_second_person check (decided_by <> requested_by),
    constraint approval_decided_by check ((state in ('APPROVED', 'REJECTED')) = (decided_by is not null)),
    constraint approval_decided_at check ((decided_at is null) = (decided_by is null)),
    constraint approval_decided_for_a_reason check ((reason is null) = (decided_by is null)),
    constraint approval_result check ((state = 'APPROVED') = (result is not null))
);

-- What waits, for the queue and for what nobody decided in time.
create index approval_open on approval (expires_at) where state = 'OPEN';
create index approval_store on approval (store_id, id desc) where store_id is not null;
create index approval_requester on approval (requested_by, id desc);

create function approval_stays_decided() returns trigger language plpgsql as $$
begin
    if old.state <> 'OPEN' then
        raise exception 'approval % is decided', old.id using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end
$$;

create trigger approval_stays_decided before update or delete on approval
    for each row execute function approval_stays_decided();
