-- The templates that a new brand starts with; the programme, the birthday benefit and the reward catalogue name them
-- by their codes.
insert into coupon_template (id, code, name, description, kind, amount_off_fen, threshold_fen, percent_off, cap_fen,
    dish_code, valid_days, claimable, stock, limit_per_member, state, version) values
('01980000-0000-7000-8000-000000000101', 'WELCOME-20', '新会员20元券', '无门槛立减20元', 'AMOUNT',
    2000, null, null, null, null, 90, false, null, 1, 'ACTIVE', 0),
('01980000-0000-7000-8000-000000000102', 'BIRTHDAY-MEAL', '生日套餐券', '凭券兑换生日套餐一份', 'EXCHANGE',
    null, null, null, null, 'BIRTHDAY-SET', 30, false, null, null, 'ACTIVE', 0),
('01980000-0000-7000-8000-000000000103', 'LUNCH-10', '午市10元券', '消费满50元减10元', 'THRESHOLD',
    1000, 5000, null, null, null, 30, true, 10000, 1, 'ACTIVE', 0),
('01980000-0000-7000-8000-000000000104', 'SPRING-15', '春季85折券', '全单85折，最多优惠50元', 'PERCENTAGE',
    null, null, 15, 5000, null, 30, true, null, 1, 'ACTIVE', 0),
('01980000-0000-7000-8000-000000000105', 'DRINK', '饮品兑换券', '凭券兑换酸梅汤一杯', 'EXCHANGE',
    null, null, null, null, 'PLUM-DRINK', 60, false, null, null, 'ACTIVE', 0),
('01980000-0000-7000-8000-000000000106', 'POINTS-10', '积分10元券', '无门槛立减10元', 'AMOUNT',
    1000, null, null, null, null, 60, false, null, null, 'ACTIVE', 0),
('01980000-0000-7000-8000-000000000107', 'FREE-DELIVERY', '免配送费券', '外卖订单免配送费', 'FREE_DELIVERY',
    null, null, null, null, null, 30, false, null, null, 'ACTIVE', 0),
('01980000-0000-7000-8000-000000000108', 'DRINK-UPGRADE', '饮品升杯券', '任意饮品免费升为大杯', 'DRINK_UPGRADE',
    null, null, null, null, null, 60, false, null, null, 'ACTIVE', 0);
