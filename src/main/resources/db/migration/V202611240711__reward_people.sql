-- Which accounts have been merged into which: a person sees what all of them redeemed.
create table reward_alias (
    member_id uuid primary key,
    into_id uuid not null,
    check (member_id <> into_id)
);
create index reward_alias_of on reward_alias (into_id);
