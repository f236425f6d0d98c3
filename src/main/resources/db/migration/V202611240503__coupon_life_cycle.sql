-- Orders lock, use and give back coupons in batches; what a coupon took off is kept with its use, and a refund may lengthen
-- a coupon's life by the grace of its template once. Checks hold for what is written from now on; old rows are checked in
-- a transaction of its own.
alter table coupon
    add column used_discount_fen bigint,
    add column grace_given boolean not null default false;
alter table coupon add constraint coupon_discount check (
    used_discount_fen is null or used_discount_fen >= 0 and state = 'USED') not valid;

alter table coupon_event add column reason text;
alter table coupon_event add constraint coupon_event_reason check (reason ~ '^[A-Z0-9][A-Z0-9_-]{0,39}$') not valid;
