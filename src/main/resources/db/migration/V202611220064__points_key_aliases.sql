-- One bill has one key, whether a claim of it names the business date or not. A claim that no till reported is booked
-- under the other reference as well, so that neither the till nor another claim credits the order a second time.
alter table business_key
    add column alias boolean not null default false,
    add constraint business_key_alias_of_orders check (not alias or kind = 'ACCRUAL');
