-- The catalogue that a new brand starts with.
insert into reward_item (id, code, name, description, points, template_code, stock, limit_per_member, state, version) values
('01980000-0000-7000-8000-000000000301', 'PLUM-DRINK', '酸梅汤一杯', '到店兑换酸梅汤一杯', 50, 'DRINK', null, null, 'ACTIVE', 0),
('01980000-0000-7000-8000-000000000302', 'DRINK-UPGRADE', '饮品升杯', '任意饮品免费升为大杯', 30, 'DRINK-UPGRADE', null, null, 'ACTIVE', 0),
('01980000-0000-7000-8000-000000000303', 'COUPON-10', '10元优惠券', '无门槛立减10元', 100, 'POINTS-10', null, null, 'ACTIVE', 0),
('01980000-0000-7000-8000-000000000304', 'FREE-DELIVERY', '免配送费', '外卖订单免配送费一次', 60, 'FREE-DELIVERY', null, 2, 'ACTIVE', 0);
