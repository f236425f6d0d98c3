-- What a store hands over. Outside of a transaction, as the indexes before.
drop index concurrently if exists reward_redemption_of_store;
create index concurrently reward_redemption_of_store on reward_redemption (store_id, id) where store_id is not null;
