-- A spend looks at the lots it takes and at no others, however many are open. As plain SQL the planner decides that from
-- the average member's few lots: it read and sorted all 100,000 of a member with a long history, 90 ms for one redemption.
-- Here it can only walk along points_lot_spend_order, and stops as soon as enough is found.
--
-- need: how many points are looked for. skip: how many lots are known already. waits: whether pending lots count.
create function points_spendable_lots(member uuid, need bigint, skip bigint, waits boolean, at timestamptz)
returns setof points_lot language plpgsql stable
set enable_sort = off set enable_bitmapscan = off set enable_seqscan = off as $$
declare
    lot points_lot;
    missing bigint := need;
begin
    if need <= 0 then
        return;
    end if;
    for lot in
        select * from points_lot l
        where l.member_id = member and l.open and (not l.pending or waits) and (l.expires_at is null or l.expires_at > at)
        order by l.expires_at, l.earned_at, l.id limit 256 offset skip
    loop
        return next lot;
        missing := missing - lot.remaining;
        exit when missing <= 0;
    end loop;
end
$$;
