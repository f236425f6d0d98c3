-- What comes free is used once a day. In a transaction of its own, so that writers wait for it alone.
create unique index benefit_use_daily on benefit_use (member_id, benefit_code, used_on)
    where kind = 'FREE_ITEM' and reversed_at is null;
