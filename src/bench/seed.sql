-- Members by the million, as registration writes them, but for their personal data: the cases that need that register
-- theirs through the API.
insert into member (id, member_no, state, points_joined_at, registered_at, confirmed_at, channel)
select ('01990000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, (800000000000 + n)::text, 'ACTIVE',
    now() - interval '1 year', now() - interval '1 year', now() - interval '1 year', 'BENCH'
from generate_series(1, :members) n;

insert into points_account (member_id) select id from member where channel = 'BENCH' order by id;

insert into tier_standing (member_id, tier_code, since)
select id, 'member', registered_at from member where channel = 'BENCH' order by id;

-- What pgbench writes instead of the outbox: the application would deliver the baseline's events too, at the
-- baseline's cost.
create table bench_outbox (id uuid primary key, topic text not null, member_id uuid not null, payload jsonb not null, occurred_at timestamptz not null);

vacuum analyze;
checkpoint;
