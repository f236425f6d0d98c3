-- A till records the use of a benefit for a bill, and then the same bill comes as an order: it is the same use. The order
-- takes it over instead of recording another one, and no two orders may take the same one. So a use knows its order; none
-- while only the till has told of the bill.
alter table benefit_use
    add column order_id uuid,
    -- When the order took over what the till had recorded; absent where the order recorded the use itself.
    add column joined_at timestamptz,
    add constraint benefit_use_joined check (joined_at is null or order_id is not null) not valid;
