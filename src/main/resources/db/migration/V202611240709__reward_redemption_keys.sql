-- The unique indexes become constraints, and the check that was validated makes the column required: nothing is read.
alter table reward_redemption
    add constraint reward_redemption_request unique using index reward_redemption_request,
    add constraint reward_redemption_id unique using index reward_redemption_id,
    alter column request_id set not null;
alter table reward_redemption drop constraint reward_redemption_request_given;
