-- Events leave through the transaction that caused them. A delivered event is deleted, so the table stays as small
-- as what is waiting and needs neither partitions nor an index on a state.
create table outbox_event (
    id uuid primary key,
    topic text not null,
    member_id uuid not null,
    payload jsonb not null,
    occurred_at timestamptz not null
) with (autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 20000);

-- Repeating a request repeats its answer. The answer of a ledger command is rebuilt from its entry (entry_id); every
-- other answer is kept encrypted.
create table idempotency_record (
    scope text not null,
    key text not null check (length(key) between 1 and 255),
    request_hash bytea not null check (length(request_hash) = 32),
    status smallint check (status between 200 and 499),
    body bytea,
    member_id uuid,
    entry_id uuid,
    created_at timestamptz not null,
    primary key (scope, key)
);

-- Finds what is older than the time that keys are kept.
create index idempotency_record_created_at on idempotency_record using brin (created_at);
