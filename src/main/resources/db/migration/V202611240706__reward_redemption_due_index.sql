-- The sweep's question: whose time is over. Outside of a transaction, as the indexes before.
drop index concurrently if exists reward_redemption_due;
create index concurrently reward_redemption_due on reward_redemption (expires_at) where state = 'RESERVED';
