-- In a transaction of its own: it reads every redemption, and locks nobody out.
alter table reward_redemption validate constraint reward_redemption_promise;
