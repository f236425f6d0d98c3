-- A brand starts with the default programme and what that refers to, not with somebody else's stores, dishes, rewards and
-- campaigns. The samples of earlier migrations that nobody has used or changed go; what is in use stays as it is. What
-- depends on others goes first, so that each statement sees what is left.
-- The welcome coupon, the birthday meal and its dish stay: the default programme gives them.

create temporary table reward_unused_item on commit drop as
select i.id from reward_item i join reward_stock s on s.item_id = i.id
where i.version = 0 and s.redeemed = 0 and s.reserved = 0
    and (i.id, i.code, i.name, i.points, i.state) in (
        ('01980000-0000-7000-8000-000000000301', 'PLUM-DRINK', '酸梅汤一杯', 50, 'ACTIVE'),
        ('01980000-0000-7000-8000-000000000302', 'DRINK-UPGRADE', '饮品升杯', 30, 'ACTIVE'),
        ('01980000-0000-7000-8000-000000000303', 'COUPON-10', '10元优惠券', 100, 'ACTIVE'),
        ('01980000-0000-7000-8000-000000000304', 'FREE-DELIVERY', '免配送费', 60, 'ACTIVE'))
    and not exists (select from reward_redemption r where r.item_id = i.id)
    and not exists (select from reward_limit l where l.item_id = i.id)
    and not exists (select from reward_day_limit l where l.item_id = i.id);
delete from reward_stock where item_id in (select id from reward_unused_item);
delete from reward_item where id in (select id from reward_unused_item);

-- Each change of a template counts its version up; the two that staff may issue were changed by a migration.
create temporary table coupon_unused_template on commit drop as
select t.id from coupon_template t join coupon_stock s on s.template_id = t.id
where s.issued = 0
    and (t.id, t.code, t.name, t.state, t.version) in (
        ('01980000-0000-7000-8000-000000000103', 'LUNCH-10', '午市10元券', 'ACTIVE', 0),
        ('01980000-0000-7000-8000-000000000104', 'SPRING-15', '春季85折券', 'ACTIVE', 0),
        ('01980000-0000-7000-8000-000000000105', 'DRINK', '饮品兑换券', 'ACTIVE', 1),
        ('01980000-0000-7000-8000-000000000106', 'POINTS-10', '积分10元券', 'ACTIVE', 0),
        ('01980000-0000-7000-8000-000000000107', 'FREE-DELIVERY', '免配送费券', 'ACTIVE', 0),
        ('01980000-0000-7000-8000-000000000108', 'DRINK-UPGRADE', '饮品升杯券', 'ACTIVE', 1))
    and not exists (select from coupon c where c.template_id = t.id)
    and not exists (select from coupon_limit l where l.template_id = t.id)
    and not exists (select from coupon_day_limit l where l.template_id = t.id)
    and not exists (select from coupon_code_batch b where b.template_id = t.id)
    and not exists (select from reward_item i where i.template_code = t.code)
    and not exists (select from programme_version p where strpos(p.document::text, '"' || t.code || '"') > 0)
    and not exists (select from programme_draft p where strpos(p.document::text, '"' || t.code || '"') > 0);
delete from coupon_stock where template_id in (select id from coupon_unused_template);
delete from coupon_template where id in (select id from coupon_unused_template);
delete from coupon_template_version where id in (select id from coupon_unused_template);

-- A price of its own in one store belongs to the sample; any other one is somebody's.
create temporary table menu_unused_dish on commit drop as
select d.id from menu_dish d
where d.version = 0 and d.retired_at is null and d.available and d.picture_url is null and d.tags = '{}'
    and (d.id, d.code, d.category_code, d.name, d.price_fen) in (
        ('01980000-0000-7000-8000-000000000211', 'KUNGPAO-CHICKEN', 'MAIN', '宫保鸡丁', 4800),
        ('01980000-0000-7000-8000-000000000212', 'MAPO-TOFU', 'MAIN', '麻婆豆腐', 3200),
        ('01980000-0000-7000-8000-000000000213', 'STEAMED-BASS', 'MAIN', '清蒸鲈鱼', 8800),
        ('01980000-0000-7000-8000-000000000214', 'DAN-DAN-NOODLES', 'STAPLE', '担担面', 2200),
        ('01980000-0000-7000-8000-000000000215', 'RICE', 'STAPLE', '米饭', 300),
        ('01980000-0000-7000-8000-000000000216', 'CUCUMBER', 'SIDE', '拍黄瓜', 1600),
        ('01980000-0000-7000-8000-000000000217', 'PLUM-DRINK', 'DRINK', '酸梅汤', 1200))
    and not exists (select from menu_dish_price p where p.dish_id = d.id and (p.dish_id, p.store_id, p.price_fen)
        <> ('01980000-0000-7000-8000-000000000213', '01980000-0000-7000-8000-000000000003', 9800))
    and not exists (select from menu_dish_absence a where a.dish_id = d.id)
    and not exists (select from menu_platform_dish p where p.dish_id = d.id)
    and not exists (select from reward_item i where i.dish_code = d.code)
    and not exists (select from coupon_template_version v where v.dish_code = d.code or d.code = any (v.dish_codes))
    and not exists (select from order_line l where l.dish_code = d.code);
delete from menu_dish_price where dish_id in (select id from menu_unused_dish);
delete from menu_dish where id in (select id from menu_unused_dish);

delete from menu_category c
where c.version = 0
    and (c.id, c.code, c.name, c.sort) in (
        ('01980000-0000-7000-8000-000000000201', 'MAIN', '主菜', 10),
        ('01980000-0000-7000-8000-000000000202', 'STAPLE', '主食', 20),
        ('01980000-0000-7000-8000-000000000203', 'SIDE', '小菜', 30),
        ('01980000-0000-7000-8000-000000000204', 'DRINK', '饮品', 40))
    and not exists (select from menu_dish d where d.category_code = c.code)
    and not exists (select from coupon_template_version v where c.code = any (v.category_codes))
    and not exists (select from order_line l where l.category_code = c.code);

-- A store is unused when nothing ever happened there, nobody works there and no rule names it.
create temporary table programme_unused_store on commit drop as
select s.id from programme_store s join programme_store_version v on v.store_id = s.id
where s.version = 1 and v.version = 1 and v.open
    and (s.id, v.code, v.name, v.city, v.address) in (
        ('01980000-0000-7000-8000-000000000001', 'SH-001', '上海人民广场店', '上海', '黄浦区示例路1号'),
        ('01980000-0000-7000-8000-000000000002', 'SH-002', '上海徐家汇店', '上海', '徐汇区示例路2号'),
        ('01980000-0000-7000-8000-000000000003', 'BJ-001', '北京国贸店', '北京', '朝阳区示例路3号'))
    and not exists (select from programme_version p where strpos(p.document::text, '"' || v.code || '"') > 0)
    and not exists (select from programme_draft p where strpos(p.document::text, '"' || v.code || '"') > 0);

delete from programme_unused_store where id in (
    select store_id from approval
    union all select store_id from benefit_meal_booking
    union all select store_id from benefit_task
    union all select store_id from benefit_use
    union all select used_store_id from coupon
    union all select used_store_id from coupon_code
    union all select store_id from coupon_event
    union all select unnest(store_ids) from coupon_template_version
    union all select store_id from identity_credential_store
    union all select store_id from identity_presence
    union all select store_id from identity_session
    union all select store_id from identity_staff_store
    union all select store_id from member
    union all select store_id from member_lookup_log
    union all select store_id from member_note
    union all select store_id from menu_dish_absence
    union all select store_id from menu_dish_price
    union all select store_id from menu_platform_store
    union all select store_id from order_bill
    union all select store_id from points_claim
    union all select store_id from points_entry
    union all select store_id from points_unclaimed_order
    union all select unnest(store_ids) from reward_item
    union all select store_id from reward_redemption
    union all select fulfilled_store_id from reward_redemption
    union all select store_id from reward_step);

-- Versions of stores are never deleted, but for those of stores that were none.
alter table programme_store_version disable trigger programme_store_version_append_only;
delete from programme_store_version where store_id in (select id from programme_unused_store);
alter table programme_store_version enable trigger programme_store_version_append_only;
delete from programme_store_code where store_id in (select id from programme_unused_store);
delete from programme_store where id in (select id from programme_unused_store);
