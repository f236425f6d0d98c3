-- Who may do what, and proofs that live for minutes. A credential stands here as a hash only: of what people choose
-- (passwords) bcrypt, of what we make from random bits SHA-256, of what is short (phone codes) an HMAC whose key is
-- not in the database.

-- Staff. Names are encrypted; the user name is what a person types and is no personal name.
create table identity_staff (
    id uuid primary key,
    user_name text not null unique check (user_name ~ '^[a-z0-9][a-z0-9._-]{1,63}$'),
    password_hash text not null check (password_hash like '$2%'),
    display_name bytea not null check (length(display_name) between 1 and 1000),
    role text not null check (role in ('clerk', 'manager', 'regional', 'service', 'marketing', 'admin', 'auditor')),
    all_stores boolean not null,
    active boolean not null,
    version integer not null check (version > 0),
    created_at timestamptz not null,
    check (not (all_stores and role in ('clerk', 'manager')))
);

create table identity_staff_store (
    staff_id uuid not null references identity_staff,
    store_id uuid not null references programme_store,
    primary key (staff_id, store_id)
);

-- Credentials of machines: tills and the import of history.
create table identity_credential (
    id uuid primary key,
    client_id text not null unique check (client_id ~ '^[a-z0-9-]{8,40}$'),
    secret_hash bytea not null check (length(secret_hash) = 32),
    kind text not null check (kind in ('POS', 'IMPORT')),
    label text not null check (length(label) between 1 and 100),
    all_stores boolean not null,
    active boolean not null,
    version integer not null check (version > 0),
    created_at timestamptz not null,
    check (not (all_stores and kind = 'POS'))
);

create table identity_credential_store (
    credential_id uuid not null references identity_credential,
    store_id uuid not null references programme_store,
    primary key (credential_id, store_id)
);

-- A session is one sign-in. Its refresh token is replaced at each use; the one before is remembered so that a reply
-- that was lost can be repeated, and any other one means that somebody else has a copy.
create table identity_session (
    id uuid primary key,
    kind text not null check (kind in ('MEMBER', 'STAFF')),
    subject_id uuid not null,
    store_id uuid references programme_store,
    terminal text check (length(terminal) between 1 and 120),
    current_hash bytea not null check (length(current_hash) = 32),
    previous_hash bytea check (length(previous_hash) = 32),
    rotated_at timestamptz,
    expires_at timestamptz not null,
    ends_at timestamptz not null,
    revoked_at timestamptz,
    created_at timestamptz not null,
    check (expires_at <= ends_at),
    check ((previous_hash is null) = (rotated_at is null)),
    check (kind = 'STAFF' or (store_id is null and terminal is null))
);
create index identity_session_subject on identity_session (subject_id);
create index identity_session_expires_at on identity_session (expires_at);

-- How often something was tried: sign-ins by user name, codes by phone and by caller. The subject is a keyed hash.
create table identity_limit (
    kind text not null,
    subject bytea not null check (length(subject) = 32),
    used integer not null check (used > 0),
    resets_at timestamptz not null,
    primary key (kind, subject)
);
create index identity_limit_resets_at on identity_limit (resets_at);

-- The code that a member shows at the till. A row is the code; using it up is one conditional update.
create table identity_member_code (
    code_hash bytea primary key check (length(code_hash) = 32),
    member_id uuid not null,
    expires_at timestamptz not null,
    redeemed_at timestamptz,
    check (redeemed_at < expires_at)
);
create index identity_member_code_member on identity_member_code (member_id);
create index identity_member_code_expires_at on identity_member_code (expires_at);

-- A member stands at a till: the proof that spending needs. It belongs to the first bill that uses it.
create table identity_presence (
    id uuid primary key,
    member_id uuid not null,
    store_id uuid not null references programme_store,
    terminal text not null check (length(terminal) between 1 and 120),
    bill_ref text check (length(bill_ref) between 1 and 200),
    bound_at timestamptz,
    expires_at timestamptz not null,
    check ((bill_ref is null) = (bound_at is null)),
    check (bound_at < expires_at)
);
create index identity_presence_expires_at on identity_presence (expires_at);

-- The last code sent to a phone for a purpose; a new one replaces it. Wrong tries are counted outside the database,
-- because the count has to survive the rollback of the request that was refused.
create table identity_phone_code (
    phone_hash bytea not null check (length(phone_hash) = 32),
    purpose text not null check (purpose in ('registration', 'activation', 'presence')),
    id uuid not null unique,
    code_hash bytea not null check (length(code_hash) = 32),
    expires_at timestamptz not null,
    used_at timestamptz,
    primary key (phone_hash, purpose),
    check (used_at < expires_at)
);
create index identity_phone_code_expires_at on identity_phone_code (expires_at);

-- WeChat takes each of its codes once. What it answered is kept for minutes, encrypted, so that a request which is
-- repeated after a lost reply or a crash gets the same answer.
create table identity_wechat_exchange (
    kind text not null check (kind in ('SIGN_IN', 'PHONE')),
    code_hash bytea not null check (length(code_hash) = 32),
    answer bytea not null,
    expires_at timestamptz not null,
    primary key (kind, code_hash)
);
create index identity_wechat_exchange_expires_at on identity_wechat_exchange (expires_at);
