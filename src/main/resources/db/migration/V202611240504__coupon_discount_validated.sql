-- In a transaction of its own, so that coupons move while old rows are checked.
alter table coupon validate constraint coupon_discount;
alter table coupon_event validate constraint coupon_event_reason;
