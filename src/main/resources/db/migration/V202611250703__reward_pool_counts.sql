-- How many codes a pool has and how many are given: counted as they come and go, so that a list of pools does not look at
-- every code. What a statement changes is a row of its own, for no taker is to wait for another one; the sweep adds them up.
create table reward_pool_count (
    pool_id uuid not null,
    id bigint generated always as identity,
    codes bigint not null,
    given bigint not null,
    primary key (pool_id, id)
);

create function reward_pool_code_added() returns trigger language plpgsql as $$
begin
    insert into reward_pool_count (pool_id, codes, given)
    select pool_id, count(*), count(redemption_id) from added group by pool_id;
    return null;
end
$$;

create function reward_pool_code_changed() returns trigger language plpgsql as $$
begin
    insert into reward_pool_count (pool_id, codes, given)
    select pool_id, 0, sum(num_nonnulls(n.redemption_id) - num_nonnulls(o.redemption_id))
    from now_so n join before_so o using (pool_id, id)
    group by pool_id having sum(num_nonnulls(n.redemption_id) - num_nonnulls(o.redemption_id)) <> 0;
    return null;
end
$$;

-- Whoever changes codes waits from here on, so that what is there is counted exactly.
create trigger reward_pool_code_added after insert on reward_pool_code
    referencing new table as added for each statement execute function reward_pool_code_added();
create trigger reward_pool_code_changed after update on reward_pool_code
    referencing old table as before_so new table as now_so
    for each statement execute function reward_pool_code_changed();

insert into reward_pool_count (pool_id, codes, given)
select pool_id, count(*), count(redemption_id) from reward_pool_code group by pool_id;
