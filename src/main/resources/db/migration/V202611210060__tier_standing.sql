-- The tier that each member has now. Everybody starts with the lowest one of the programme.
create table tier_standing (
    member_id uuid primary key,
    tier_code text not null check (length(tier_code) between 1 and 40),
    since timestamptz not null
);
