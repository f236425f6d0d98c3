-- What somebody may do only so much of on a day: counted per person, so that many small steps do not get around a limit.
create table points_day_count (
    kind text collate "C" not null check (kind in ('ADJUSTMENT', 'UNKNOWN_RECEIVER')),
    -- Who, as everywhere in the log: staff:<id>, member:<id>.
    actor text collate "C" not null check (actor ~ '^[a-z]+:.{1,100}$'),
    day date not null,
    used bigint not null check (used > 0),
    primary key (kind, actor, day)
);
create index points_day_count_day on points_day_count (day);
