-- Who finds a reward sold out asks whose time is over. Outside of a transaction, as the indexes before.
drop index concurrently if exists reward_redemption_due_of_item;
create index concurrently reward_redemption_due_of_item on reward_redemption (item_id, expires_at)
    where state = 'RESERVED';
