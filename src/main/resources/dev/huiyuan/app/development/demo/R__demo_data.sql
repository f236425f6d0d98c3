-- Stores, a menu, coupon templates and rewards to try everything with, under ids that never change: development and tests
-- load them after the migrations. The packaged application has none of this, see V202611250401. What is there stays.

insert into programme_store (id) values
    ('01980000-0000-7000-8000-000000000001'),
    ('01980000-0000-7000-8000-000000000002'),
    ('01980000-0000-7000-8000-000000000003')
on conflict do nothing;

with demo (store_id, code, name, city, address) as (values
    ('01980000-0000-7000-8000-000000000001'::uuid, 'SH-001', '上海人民广场店', '上海', '黄浦区示例路1号'),
    ('01980000-0000-7000-8000-000000000002', 'SH-002', '上海徐家汇店', '上海', '徐汇区示例路2号'),
    ('01980000-0000-7000-8000-000000000003', 'BJ-001', '北京国贸店', '北京', '朝阳区示例路3号')
), codes as (
    insert into programme_store_code (code, store_id) select code, store_id from demo on conflict do nothing
)
insert into programme_store_version (store_id, version, effective_from, code, name, city, address, open, created_at)
select store_id, 1, '1970-01-01T00:00:00Z', code, name, city, address, true, now() from demo
on conflict do nothing;

insert into menu_category (id, code, name, sort) values
    ('01980000-0000-7000-8000-000000000201', 'MAIN', '主菜', 10),
    ('01980000-0000-7000-8000-000000000202', 'STAPLE', '主食', 20),
    ('01980000-0000-7000-8000-000000000203', 'SIDE', '小菜', 30),
    ('01980000-0000-7000-8000-000000000204', 'DRINK', '饮品', 40)
on conflict do nothing;

insert into menu_dish (id, code, category_code, name, description, price_fen, upgrade_fen, allergens, available, version)
values
    ('01980000-0000-7000-8000-000000000211', 'KUNGPAO-CHICKEN', 'MAIN', '宫保鸡丁', '鸡丁、花生、干辣椒', 4800, null, '{peanut,soy}', true, 0),
    ('01980000-0000-7000-8000-000000000212', 'MAPO-TOFU', 'MAIN', '麻婆豆腐', '嫩豆腐、牛肉末', 3200, null, '{soy}', true, 0),
    ('01980000-0000-7000-8000-000000000213', 'STEAMED-BASS', 'MAIN', '清蒸鲈鱼', '整条鲈鱼，葱姜清蒸', 8800, null, '{fish,soy}', true, 0),
    ('01980000-0000-7000-8000-000000000214', 'DAN-DAN-NOODLES', 'STAPLE', '担担面', '手工面、芽菜、花生碎', 2200, null, '{gluten,peanut}', true, 0),
    ('01980000-0000-7000-8000-000000000215', 'RICE', 'STAPLE', '米饭', '东北大米', 300, null, '{}', true, 0),
    ('01980000-0000-7000-8000-000000000216', 'CUCUMBER', 'SIDE', '拍黄瓜', '蒜香凉拌', 1600, null, '{}', true, 0),
    ('01980000-0000-7000-8000-000000000217', 'PLUM-DRINK', 'DRINK', '酸梅汤', '乌梅、山楂、桂花', 1200, 300, '{}', true, 0)
on conflict do nothing;

insert into menu_dish_price (dish_id, store_id, price_fen) values
    ('01980000-0000-7000-8000-000000000213', '01980000-0000-7000-8000-000000000003', 9800)
on conflict do nothing;

insert into coupon_template (id, code, name, description, kind, amount_off_fen, threshold_fen, percent_off, cap_fen,
    dish_code, valid_days, claimable, stock, limit_per_member, issuable_by_staff, state, version) values
    ('01980000-0000-7000-8000-000000000103', 'LUNCH-10', '午市10元券', '消费满50元减10元', 'THRESHOLD',
        1000, 5000, null, null, null, 30, true, 10000, 1, false, 'ACTIVE', 0),
    ('01980000-0000-7000-8000-000000000104', 'SPRING-15', '春季85折券', '全单85折，最多优惠50元', 'PERCENTAGE',
        null, null, 15, 5000, null, 30, true, null, 1, false, 'ACTIVE', 0),
    ('01980000-0000-7000-8000-000000000105', 'DRINK', '饮品兑换券', '凭券兑换酸梅汤一杯', 'EXCHANGE',
        null, null, null, null, 'PLUM-DRINK', 60, false, null, null, true, 'ACTIVE', 1),
    ('01980000-0000-7000-8000-000000000106', 'POINTS-10', '积分10元券', '无门槛立减10元', 'AMOUNT',
        1000, null, null, null, null, 60, false, null, null, false, 'ACTIVE', 0),
    ('01980000-0000-7000-8000-000000000107', 'FREE-DELIVERY', '免配送费券', '外卖订单免配送费', 'FREE_DELIVERY',
        null, null, null, null, null, 30, false, null, null, false, 'ACTIVE', 0),
    ('01980000-0000-7000-8000-000000000108', 'DRINK-UPGRADE', '饮品升杯券', '任意饮品免费升为大杯', 'DRINK_UPGRADE',
        null, null, null, null, null, 60, false, null, null, true, 'ACTIVE', 1)
on conflict do nothing;

insert into reward_item (id, code, name, description, kind, points, template_code, limit_per_member, state, version) values
    ('01980000-0000-7000-8000-000000000301', 'PLUM-DRINK', '酸梅汤一杯', '到店兑换酸梅汤一杯', 'COUPON', 50, 'DRINK', null, 'ACTIVE', 0),
    ('01980000-0000-7000-8000-000000000302', 'DRINK-UPGRADE', '饮品升杯', '任意饮品免费升为大杯', 'COUPON', 30, 'DRINK-UPGRADE', null, 'ACTIVE', 0),
    ('01980000-0000-7000-8000-000000000303', 'COUPON-10', '10元优惠券', '无门槛立减10元', 'COUPON', 100, 'POINTS-10', null, 'ACTIVE', 0),
    ('01980000-0000-7000-8000-000000000304', 'FREE-DELIVERY', '免配送费', '外卖订单免配送费一次', 'COUPON', 60, 'FREE-DELIVERY', 2, 'ACTIVE', 0)
on conflict do nothing;
