-- In a transaction of its own: it reads every redemption, and locks nobody out.
alter table reward_redemption validate constraint reward_redemption_request_given;
alter table reward_redemption validate constraint reward_redemption_state_known;
alter table reward_redemption validate constraint reward_redemption_price;
alter table reward_redemption validate constraint reward_redemption_steps;
alter table reward_redemption validate constraint reward_redemption_state;
