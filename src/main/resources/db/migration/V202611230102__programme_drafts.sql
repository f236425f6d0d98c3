-- What may become the next version. A draft is edited by several people in many steps, so that each states the version
-- that they saw; nobody is judged by it before it is activated, which makes it a version and removes it from here.
create table programme_draft (
    id uuid primary key,
    document jsonb not null check (jsonb_typeof(document) = 'object'),
    based_on integer not null references programme_version (version),
    -- Free text, and so encrypted.
    note bytea,
    version integer not null default 1 check (version > 0),
    created_by text not null check (length(created_by) between 1 and 100),
    created_at timestamptz not null,
    updated_by text not null check (length(updated_by) between 1 and 100),
    updated_at timestamptz not null
);
