-- A coupon that costs money besides is reserved until it is paid. The reservation names the version of the template that it
-- promises: that one is issued then, whatever has become of the template. Reservations from before name none. Checks hold
-- for what is written from now on; old rows are checked in a transaction of its own.
alter table reward_redemption
    add column template_id uuid,
    add column template_version integer;
alter table reward_redemption add constraint reward_redemption_promise check (
    num_nonnulls(template_id, template_version) in (0, 2) and (template_id is null or kind = 'COUPON')) not valid;
