-- The sweep's question: which locks are past their time.
create index coupon_lock_due on coupon (locked_until) where state = 'LOCKED';
