-- Which accounts have been merged into which: what a till gives back on an account that ended belongs to the one that goes
-- on. Merges from before are taken over from the points' accounts, which have known them all along.
create table coupon_alias (
    member_id uuid primary key,
    into_id uuid not null,
    check (member_id <> into_id)
);
insert into coupon_alias (member_id, into_id)
select member_id, merged_into from points_account where merged_into is not null;

-- A coupon that follows its person later may have to go under a reference of its own; the merge's end gives back the first.
alter table coupon_merge add column source_ref text check (length(source_ref) between 1 and 200);
