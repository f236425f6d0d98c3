-- Who the members are. Personal data is ciphertext; what has to be found by equality has a keyed hash in
-- member_binding. Birthdays are plain: set-based jobs read them, and without a name they say little.
create table member (
    id uuid primary key,
    -- Digits that cannot be guessed from a neighbour's: 11 random ones and a check digit (Luhn, ISO/IEC 7812-1).
    member_no text not null unique check (member_no ~ '^[1-9][0-9]{11}$'),
    state text not null check (state in ('UNCONFIRMED', 'ACTIVE', 'CLOSED')),
    name bytea,
    birthday_month smallint check (birthday_month between 1 and 12),
    birthday_day smallint,
    birthday_year smallint check (birthday_year between 1900 and 2200),
    -- Null: outside the points programme, or of the members' offers. Set again at a later joining, so that nothing
    -- before it counts.
    points_joined_at timestamptz,
    offers_joined_at timestamptz,
    registered_at timestamptz not null,
    confirmed_at timestamptz,
    channel text not null check (length(channel) between 1 and 40),
    scene text check (length(scene) between 1 and 100),
    store_id uuid references programme_store (id),
    inviter_id uuid references member (id) check (inviter_id <> id),
    version integer not null default 1 check (version > 0),
    check ((birthday_month is null) = (birthday_day is null)),
    check (birthday_year is null or birthday_month is not null),
    -- 29 February is a birthday in leap years, and where the year is not known.
    check (birthday_day between 1 and case
        when birthday_month in (4, 6, 9, 11) then 30
        when birthday_month <> 2 then 31
        when birthday_year is null
            or (birthday_year % 4 = 0 and (birthday_year % 100 <> 0 or birthday_year % 400 = 0)) then 29
        else 28 end),
    check (state <> 'UNCONFIRMED' or confirmed_at is null),
    check (state <> 'ACTIVE' or confirmed_at is not null)
) with (fillfactor = 90);

-- The job for birthdays looks for a few days of the year.
create index member_birthday on member (birthday_month, birthday_day, id) where birthday_month is not null;

-- By what a member is found: one phone, one card and one openid per app belong to one member, both ways round.
create table member_binding (
    kind text not null check (kind in ('PHONE', 'OPENID', 'UNIONID', 'CARD')),
    index_key_id text not null,
    hash bytea not null check (length(hash) = 32),
    member_id uuid not null references member (id),
    -- The application that an openid belongs to; empty for what exists once.
    app text not null default '',
    value bytea not null,
    bound_at timestamptz not null,
    primary key (kind, index_key_id, hash),
    unique (member_id, kind, app, index_key_id),
    check ((kind = 'OPENID') = (app <> ''))
);

create function member_refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;

-- What a member agreed to or withdrew: the latest row of a purpose holds.
create table member_consent (
    member_id uuid not null references member (id),
    id uuid not null,
    purpose text not null check (purpose ~ '^[a-z][a-z-]{0,39}$'),
    notice_version text not null check (length(notice_version) between 1 and 40),
    granted boolean not null,
    channel text not null check (length(channel) between 1 and 40),
    at timestamptz not null,
    primary key (member_id, id)
);

create trigger member_consent_append_only before update or delete or truncate on member_consent
    for each statement execute function member_refuse_change();

-- Health data (dietary restrictions and allergies) is ciphertext and needs a consent of its own.
create table member_preference (
    member_id uuid primary key references member (id),
    choices jsonb not null check (jsonb_typeof(choices) = 'object'),
    health bytea,
    version integer not null default 1 check (version > 0),
    updated_at timestamptz not null
);

create table member_note (
    member_id uuid not null references member (id),
    id uuid not null,
    text bytea not null,
    author_id uuid not null,
    store_id uuid references programme_store (id),
    created_at timestamptz not null,
    primary key (member_id, id)
);

-- Who looked for whom by phone. No phone here: the member, or nobody.
create table member_lookup_log (
    id uuid primary key,
    actor_id uuid not null,
    store_id uuid,
    member_id uuid,
    at timestamptz not null
);

create index member_lookup_log_member on member_lookup_log (member_id, id) where member_id is not null;
create index member_lookup_log_actor on member_lookup_log (actor_id, id);

create trigger member_lookup_log_append_only before update or delete or truncate on member_lookup_log
    for each statement execute function member_refuse_change();
