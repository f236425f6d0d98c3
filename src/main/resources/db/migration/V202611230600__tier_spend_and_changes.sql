-- Tiers that move by themselves: what was spent on which day, where each member stands with grace and protection, and
-- every change with the figures that led to it.

-- What orders of a day have left after their refunds, and how many orders of the day have anything left. Kept by the
-- ledger's batches under the lock of the member's account. An order counts for whoever holds its account: after a merge
-- for the survivor.
create table tier_spend_day (
    member_id uuid not null,
    -- The day of the order in the programme's zone, however late it was reported or refunded.
    day date not null,
    spend_fen bigint not null check (spend_fen >= 0),
    orders integer not null check (orders >= 0),
    -- A member's days lie apart in the table, which grows in the order of time. Their sums are taken from the index alone.
    primary key (member_id, day) include (spend_fen, orders)
) with (autovacuum_vacuum_insert_scale_factor = 0.02);

alter table tier_standing
    add column reason text collate "C" not null default 'JOINED',
    -- The tier before the latest rise: how far a refund lets it fall at once, and what remains when protection ends.
    add column base_code text check (length(base_code) between 1 and 40),
    -- The last day on which a purchase keeps the tier; null outside a grace period.
    add column grace_until date,
    -- The tier below which the member does not fall up to a day, because it was granted or bought.
    add column protection text collate "C" check (protection in ('GRANTED', 'BOUGHT')),
    add column protected_code text check (length(protected_code) between 1 and 40),
    add column protected_until date,
    -- The change with which the protection began.
    add column grant_id uuid,
    -- Whose standing counts for this account since it was merged.
    add column merged_into uuid,
    add constraint tier_standing_protection_is_complete check (
        (protection is null) = (protected_code is null) and (protection is null) = (protected_until is null)
        and (protection is null) = (grant_id is null)),
    add constraint tier_standing_not_merged_into_itself check (merged_into <> member_id);

-- A grant that is revoked is looked for on the accounts that brought it along.
create index tier_standing_merged_grant on tier_standing (grant_id) where merged_into is not null and grant_id is not null;

create table tier_change (
    member_id uuid not null,
    id uuid not null,
    from_code text not null check (length(from_code) between 1 and 40),
    to_code text not null check (length(to_code) between 1 and 40),
    reason text collate "C" not null check (reason in ('UPGRADE', 'EVALUATION', 'GRACE', 'KEPT', 'REFUND', 'GRANT',
        'REVOKED', 'PROTECTION_ENDED', 'PROGRAMME_CHANGE', 'MERGE', 'UNMERGE')),
    -- What makes it happen once: an entry, an evaluation, the end of a grace period.
    cause text collate "C" not null check (length(cause) between 1 and 80),
    -- The figures of the window at that moment, and the threshold that they were compared with.
    spend_fen bigint not null check (spend_fen >= 0),
    visits integer not null check (visits >= 0),
    threshold_fen bigint not null check (threshold_fen >= 0),
    threshold_visits integer not null check (threshold_visits >= 0),
    window_from date not null,
    window_to date not null,
    -- The last day of what began with it, a grace period or a protection.
    until date,
    programme_version integer not null,
    entry_id uuid,
    actor text collate "C" not null,
    -- Why, where somebody decided it.
    reason_code text collate "C",
    at timestamptz not null,
    primary key (member_id, id),
    unique (member_id, cause)
);

create function tier_append_only() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name using errcode = 'integrity_constraint_violation';
end
$$;

create trigger tier_change_append_only before update or delete on tier_change
    for each row execute function tier_append_only();
create trigger tier_change_no_truncate before truncate on tier_change
    for each statement execute function tier_append_only();

-- One evaluation a quarter. It goes on as of the day on which it began and by the rules of that day, however long it
-- takes and whoever finishes it.
create table tier_evaluation (
    quarter date primary key check (extract(day from quarter) = 1 and extract(month from quarter) in (1, 4, 7, 10)),
    as_of date not null check (as_of >= quarter),
    programme_version integer not null,
    started_at timestamptz not null,
    finished_at timestamptz
);
