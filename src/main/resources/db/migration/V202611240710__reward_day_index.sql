-- Past days are forgotten; the table is as new as this.
create index reward_day_limit_day on reward_day_limit (day);
