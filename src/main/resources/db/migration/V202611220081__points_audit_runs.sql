-- Audits of the whole book: what they have found so far, kept with the chunks that they have done, so that an audit
-- whose runner dies goes on where it stopped.
create table points_audit (
    id uuid primary key references job_plan (id) on delete cascade,
    started_at timestamptz not null,
    finished_at timestamptz,
    members bigint not null default 0 check (members >= 0),
    balance bigint not null default 0,
    keys bigint not null default 0 check (keys >= 0),
    -- All that were found; only the first of them are kept below.
    differences bigint not null default 0 check (differences >= 0),
    -- Whether there may be more than were counted: a chunk names a limited number of them.
    more_differences boolean not null default false
);

create table points_audit_total (
    audit_id uuid not null references points_audit (id) on delete cascade,
    type text collate "C" not null,
    entries bigint not null,
    points bigint not null,
    primary key (audit_id, type)
);

create table points_audit_difference (
    audit_id uuid not null references points_audit (id) on delete cascade,
    id uuid not null,
    member_id uuid,
    rule text collate "C" not null,
    expected bigint not null,
    actual bigint not null,
    primary key (audit_id, id)
);

-- Entries and their keys are compared in the order of time, in which both tables lie: their ids grow with it. Block
-- ranges are enough for that and cost the hot path next to nothing.
create index business_key_entry on business_key using brin (entry_id) with (autosummarize = on);

-- Entries that come in pairs, one on each of two accounts. Nothing else pays for this index.
create index points_entry_pairs on points_entry (id) where type in
    ('TRANSFER_OUT', 'TRANSFER_IN', 'TRANSFER_OUT_REVERSAL', 'TRANSFER_IN_REVERSAL',
     'MERGE_OUT', 'MERGE_IN', 'MERGE_OUT_REVERSAL', 'MERGE_IN_REVERSAL');
