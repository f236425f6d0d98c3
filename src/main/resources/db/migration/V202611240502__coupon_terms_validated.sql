-- In a transaction of its own, so that writing to templates goes on while old rows are checked.
alter table coupon_template validate constraint coupon_template_kind;
