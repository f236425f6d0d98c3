-- A bill uses a benefit once, whatever the day. In a transaction of its own, so that writers wait for it alone.
create unique index benefit_use_bill on benefit_use (member_id, benefit_code, bill_key)
    where reversed_at is null;
