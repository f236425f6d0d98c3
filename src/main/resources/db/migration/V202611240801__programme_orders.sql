-- Every version of the programme, and every draft of one, states from now on how bills are quoted and settled: how much of a
-- bill points pay, how long an order that is not paid yet keeps its coupons and points, how long a quote is honoured.
set local huiyuan.programme_migration = 'on';
update programme_version set document = document
    || '{"orders": {"pointsMaxPercent": 50, "pendingMinutes": 15, "quoteMinutes": 10}}'::jsonb
where not document ? 'orders';
update programme_draft set document = document
    || '{"orders": {"pointsMaxPercent": 50, "pendingMinutes": 15, "quoteMinutes": 10}}'::jsonb
where not document ? 'orders';
