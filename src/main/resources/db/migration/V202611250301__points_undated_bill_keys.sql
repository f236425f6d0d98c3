-- A bill that was reported without its business date takes the key with the date of its day too, so that a report of the
-- same bill that tells the date finds it, and the other way round. Bills that were booked before get that key here: one
-- read of the keys of orders with their entries and one row for each undated one, about ten seconds for a million of
-- them. Nobody is locked out meanwhile. Where both names were credited already, it stays as it is.
insert into business_key (source, ref, kind, member_id, entry_id, amount, alias)
select k.source, to_char(e.occurred_at at time zone p.zone, 'YYYY-MM-DD') || ' ' || k.ref, k.kind, k.member_id,
    k.entry_id, k.amount, true
from business_key k
join points_entry e on e.member_id = k.member_id and e.id = k.entry_id
cross join (select document ->> 'zone' as zone from programme_version
    where withdrawn_at is null and effective_from <= now() order by effective_from desc limit 1) p
where k.kind = 'ACCRUAL' and not k.alias and e.order_ref = k.ref
on conflict do nothing;
