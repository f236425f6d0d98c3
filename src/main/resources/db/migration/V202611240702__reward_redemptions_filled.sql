-- Redemptions from before: each was fulfilled when it was made, and its id came from its request. In a transaction of its
-- own, as it writes each of them; nothing else ever changes them, so that nobody waits for their locks.
update reward_redemption set request_id = id, fulfilled_at = redeemed_at where request_id is null;

insert into reward_step (member_id, redemption_id, step, type, occurred_at, actor)
select member_id, id, 1, 'FULFILLED', redeemed_at, 'member:' || member_id from reward_redemption
on conflict do nothing;
