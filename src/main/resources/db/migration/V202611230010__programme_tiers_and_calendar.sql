-- Rules that every version of the programme states from now on: how tiers are reached and kept, who gets a card by hand
-- on the birthday, and a calendar of days. The member day becomes one day of that calendar; Spring Festival and
-- Mid-Autumn stand beside it.
update programme_version set document = (document - 'memberDay')
    || jsonb_build_object(
        'tiers', (
            select jsonb_agg('{"thresholdVisits": 0}'::jsonb || tier.value order by tier.ordinality)
            from jsonb_array_elements(document -> 'tiers') with ordinality as tier),
        'tierRules', '{"window": "RUNNING_YEAR", "basis": "SPEND", "graceDays": 30, "refunds": "AT_EVALUATION"}'::jsonb,
        'birthday', '{"cardTiers": ["black-diamond"]}'::jsonb || (document -> 'birthday'),
        'discountCombination', 'HIGHEST',
        'calendar', jsonb_build_array(
            jsonb_build_object('code', 'member-day', 'name', '会员日',
                'days', jsonb_build_object('ofMonth', jsonb_build_array(document -> 'memberDay' -> 'dayOfMonth'),
                    'ofYear', '[]'::jsonb, 'lunar', '[]'::jsonb, 'weekdays', '[]'::jsonb, 'ranges', '[]'::jsonb),
                'hours', '[]'::jsonb, 'stores', '[]'::jsonb, 'channels', '[]'::jsonb, 'tiers', '[]'::jsonb,
                'offer', jsonb_build_object('discountPercent', document -> 'memberDay' -> 'discountPercent',
                    'freeItem', document -> 'memberDay' -> 'freebie', 'multiplierPercent', 100, 'extraPoints', 0,
                    'couponTemplate', null)),
            $json$ {"code": "spring-festival", "name": "春节",
                "days": {"ofMonth": [], "ofYear": [], "lunar": [{"month": 1, "day": 1, "length": 7}], "weekdays": [], "ranges": []},
                "hours": [], "stores": [], "channels": ["STORE"], "tiers": [],
                "offer": {"discountPercent": 0, "freeItem": "年糕一份", "multiplierPercent": 100, "extraPoints": 0, "couponTemplate": null}} $json$::jsonb,
            $json$ {"code": "mid-autumn", "name": "中秋节",
                "days": {"ofMonth": [], "ofYear": [], "lunar": [{"month": 8, "day": 15, "length": 1}], "weekdays": [], "ranges": []},
                "hours": [], "stores": [], "channels": ["STORE"], "tiers": [],
                "offer": {"discountPercent": 0, "freeItem": "月饼一枚", "multiplierPercent": 100, "extraPoints": 0, "couponTemplate": null}} $json$::jsonb));
