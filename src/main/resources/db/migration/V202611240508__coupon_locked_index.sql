-- The question of those who look for usable coupons: a lock past its time counts as free.
create index coupon_locked on coupon (member_id, id) where state = 'LOCKED';
