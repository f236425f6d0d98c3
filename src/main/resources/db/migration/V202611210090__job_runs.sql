-- Runs of jobs. The running row is the lease: one a job by the unique index, taken over when its heartbeat is old.
-- The heartbeat is compared by the database's clock, the only one that all instances share.
create table job_run (
    id uuid primary key,
    name text not null check (length(name) between 1 and 40),
    run_date date,
    state text not null check (state in ('RUNNING', 'SUCCEEDED', 'FAILED', 'ABANDONED')),
    holder uuid not null,
    requested_by uuid,
    started_at timestamptz not null,
    finished_at timestamptz,
    heartbeat_at timestamptz not null default clock_timestamp(),
    processed bigint not null default 0 check (processed >= 0),
    counts jsonb not null default '{}' check (jsonb_typeof(counts) = 'object'),
    last_error text check (length(last_error) <= 1000),
    check ((state = 'RUNNING') = (finished_at is null))
);

create unique index job_run_running on job_run (name) where state = 'RUNNING';
create index job_run_latest on job_run (name, id desc);
