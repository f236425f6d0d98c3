-- Rules that every version of the programme states from now on: how earning is rounded, combined and capped, how
-- points wait, how long holds live, what may be given away and what an adjustment needs a second person for.
update programme_version set document = document
    || jsonb_build_object('earning', '{"rounding": "FLOOR", "combination": "HIGHEST"}'::jsonb || (document -> 'earning'))
    || jsonb_build_object('points', jsonb_build_object(
        'pendingDays', 15, 'completionHoldHours', 24, 'holdMinutes', 15, 'adjustmentLimit', 5000,
        'transfers', '{"maxPointsPerDay": 2000, "maxPerDay": 5}'::jsonb) || (document -> 'points'));
