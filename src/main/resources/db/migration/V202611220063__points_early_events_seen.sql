-- What came before its order must not vanish: what is refused when the order comes stays with the refusal, and staff
-- list it. The id puts events in the order in which they came, for that list and for cleaning by age.
alter table points_early_event
    -- Problem code with which it was refused when its order came; null while it waits.
    add column refused text collate "C" check (refused ~ '^[a-z-]{2,60}$'),
    add column id uuid not null default uuidv7();
alter table points_early_event alter column id drop default;
create unique index points_early_event_id on points_early_event (id);

-- The lines of an order that is claimed later, so that refunds can name them.
alter table points_unclaimed_order
    add column lines jsonb not null default '[]' check (jsonb_typeof(lines) = 'array');
