-- A request redeems once. Built without locking anybody out, and so outside of a transaction; what an interrupted attempt
-- has left behind goes first.
drop index concurrently if exists reward_redemption_request;
create unique index concurrently reward_redemption_request on reward_redemption (member_id, request_id);
