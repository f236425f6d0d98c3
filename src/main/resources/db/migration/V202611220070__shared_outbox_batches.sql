-- A group commit writes the events of a few hundred bookings at once, and the relay takes them at once. As one row each
-- they were a fifth of what the database had to do for a booking: inserted, found by their ids, deleted, vacuumed. Now
-- all events of one statement are one row, event n in the n-th element of each array. What was not delivered yet moves.
create table outbox_batch (
    -- The first event's.
    id uuid primary key,
    ids uuid[] not null,
    topics text[] not null,
    member_ids uuid[] not null,
    payloads json[] not null,
    occurred_at timestamptz[] not null,
    constraint outbox_batch_is_complete check (
        cardinality(ids) between 1 and 256 and ids[1] = id
        and cardinality(topics) = cardinality(ids) and cardinality(member_ids) = cardinality(ids)
        and cardinality(payloads) = cardinality(ids) and cardinality(occurred_at) = cardinality(ids)
        and array_position(ids, null) is null and array_position(topics, null) is null
        and array_position(member_ids, null) is null and array_position(occurred_at, null) is null)
) with (autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 1000,
    toast.autovacuum_vacuum_scale_factor = 0.0, toast.autovacuum_vacuum_threshold = 20000);

-- A row lives for a fraction of a second: compressing it would cost more than it saves.
alter table outbox_batch alter column ids set storage external, alter column topics set storage external,
    alter column member_ids set storage external, alter column payloads set storage external,
    alter column occurred_at set storage external;

-- Nobody may write an event between the copy and the drop. Older instances must be stopped before: they know only the
-- old table.
lock table outbox_event in access exclusive mode;

insert into outbox_batch (id, ids, topics, member_ids, payloads, occurred_at)
select id, array[id], array[topic], array[member_id], array[payload::json], array[occurred_at] from outbox_event;

drop table outbox_event;
