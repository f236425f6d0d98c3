-- Long jobs work in chunks: ranges of ids that are planned once and then done one transaction each. A chunk is claimed
-- by its row's lock, so a runner that dies gives it back at once, and whoever runs the job next for the same purpose
-- goes on with what is left of the plan.
create table job_plan (
    id uuid primary key,
    job text not null check (length(job) between 1 and 40),
    -- What the plan is for, such as the date. A finished plan may be followed by another one for the same.
    purpose text not null check (length(purpose) between 1 and 80),
    created_at timestamptz not null,
    finished_at timestamptz
);

create unique index job_plan_unfinished on job_plan (job, purpose) where finished_at is null;
create index job_plan_latest on job_plan (job, id desc);

create table job_chunk (
    plan_id uuid not null references job_plan (id) on delete cascade,
    no integer not null check (no >= 0),
    -- Which of the job's kinds of work.
    part text not null check (length(part) between 1 and 40),
    -- From after the first id up to the second one.
    after_id uuid not null,
    up_to_id uuid not null,
    rows bigint not null default 0 check (rows >= 0),
    done_at timestamptz,
    primary key (plan_id, no),
    check (after_id < up_to_id)
);

create index job_chunk_left on job_chunk (plan_id, no) where done_at is null;

alter table job_run add column plan_id uuid references job_plan (id) on delete set null;

create index job_run_plan on job_run (plan_id, id desc) where plan_id is not null;
