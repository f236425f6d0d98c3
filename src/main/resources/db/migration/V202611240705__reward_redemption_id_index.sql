-- A redemption is found by its id alone. Outside of a transaction, as the indexes before.
drop index concurrently if exists reward_redemption_id;
create unique index concurrently reward_redemption_id on reward_redemption (id);
