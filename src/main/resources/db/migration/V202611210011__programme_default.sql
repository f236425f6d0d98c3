-- The programme that a new brand starts with. It holds from ever on, so that imported history is judged by it.
insert into programme_version (version, effective_from, document) values (1, '1970-01-01T00:00:00Z', $json$
{
  "zone": "Asia/Shanghai",
  "earning": {"pointsPerYuan": 1, "maxAmountFen": 100000000, "futureToleranceSeconds": 600, "staffBackdatingDays": 7},
  "points": {"expiry": "NONE", "expiryMonths": 0, "reversal": "ALLOW_DEBT", "graceLotDays": 30, "pointsPerYuan": 100},
  "tiers": [
    {"code": "member", "name": "普通会员", "thresholdFen": 0, "multiplierPercent": 100, "discountPercent": 0, "benefits": ["消费1元积1分", "生日月双倍积分"]},
    {"code": "silver", "name": "银卡会员", "thresholdFen": 50000, "multiplierPercent": 100, "discountPercent": 0, "benefits": ["生日套餐"]},
    {"code": "gold", "name": "金卡会员", "thresholdFen": 200000, "multiplierPercent": 100, "discountPercent": 10, "benefits": ["全单九折", "生日套餐"]},
    {"code": "black-diamond", "name": "黑钻会员", "thresholdFen": 500000, "multiplierPercent": 100, "discountPercent": 10, "benefits": ["全单九折", "专属客服", "新品品鉴"]}
  ],
  "registration": {"welcomeTemplate": "WELCOME-20", "requiredConsents": ["membership"], "minimumAgeYears": 14},
  "birthday": {"multiplierPercent": 200, "daysAhead": 7, "daysBetween": 300, "templatesByTier": {
    "member": "BIRTHDAY-MEAL", "silver": "BIRTHDAY-MEAL", "gold": "BIRTHDAY-MEAL", "black-diamond": "BIRTHDAY-MEAL"}},
  "memberDay": {"dayOfMonth": 8, "discountPercent": 12, "freebie": "小菜一份"},
  "notices": {"membership": "2026-01", "marketing": "2026-01", "health": "2026-01"}
}
$json$);

insert into programme_store (id, code, name, city, address) values
    ('01980000-0000-7000-8000-000000000001', 'SH-001', '上海人民广场店', '上海', '黄浦区示例路1号'),
    ('01980000-0000-7000-8000-000000000002', 'SH-002', '上海徐家汇店', '上海', '徐汇区示例路2号'),
    ('01980000-0000-7000-8000-000000000003', 'BJ-001', '北京国贸店', '北京', '朝阳区示例路3号');
