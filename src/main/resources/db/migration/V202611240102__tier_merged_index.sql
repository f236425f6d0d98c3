-- Who is merged into an account is looked for when a merge is undone or a grant revoked. In a transaction of its own, so that
-- writers wait for the few merged accounts to be found and for nothing else.
create index tier_standing_merged_into on tier_standing (merged_into) where merged_into is not null;
