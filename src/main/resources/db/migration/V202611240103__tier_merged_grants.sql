-- Accounts that brought a grant along are found by who they are merged into, and no longer by the grant.
drop index tier_standing_merged_grant;
