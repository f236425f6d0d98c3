package dev.huiyuan.programme;

/** Examples of the document's parts for the contract; put together they are a programme that could be activated. */
final class ProgrammeExamples {
    static final String EARNING = """
            {"pointsPerYuan": 1, "maxAmountFen": 100000000, "futureToleranceSeconds": 600, "staffBackdatingDays": 7,
             "rounding": "FLOOR", "combination": "HIGHEST", "maxPointsPerOrder": 10000}""";
    static final String POINTS = """
            {"expiry": "END_OF_MONTH", "expiryMonths": 12, "reversal": "ALLOW_DEBT", "graceLotDays": 30,
             "pointsPerYuan": 100, "pendingDays": 15, "completionHoldHours": 24, "holdMinutes": 15,
             "adjustmentLimit": 5000, "transfers": {"maxPointsPerDay": 2000, "maxPerDay": 5}}""";
    static final String ORDERS = """
            {"pointsMaxPercent": 50, "pendingMinutes": 15, "quoteMinutes": 10}""";
    static final String TRANSFERS = """
            {"maxPointsPerDay": 2000, "maxPerDay": 5}""";
    static final String TIER = """
            {"code": "member", "name": "普通会员", "thresholdFen": 0, "thresholdVisits": 0, "multiplierPercent": 100,
             "discountPercent": 0, "benefits": ["生日月双倍积分"]}""";
    static final String TIER_RULES = """
            {"window": "RUNNING_YEAR", "basis": "SPEND", "graceDays": 30, "refunds": "AT_EVALUATION"}""";
    static final String REGISTRATION = """
            {"welcomeTemplate": "WELCOME-20", "requiredConsents": ["membership"], "minimumAgeYears": 14}""";
    static final String BIRTHDAY = """
            {"multiplierPercent": 200, "daysAhead": 7, "daysBetween": 300,
             "templatesByTier": {"member": "BIRTHDAY-MEAL"}, "cardTiers": ["member"]}""";
    static final String OCCASION = """
            {"code": "member-day", "name": "会员日",
             "days": {"ofMonth": [8], "ofYear": ["--10-01"], "lunar": [{"month": 1, "day": 1, "length": 7}],
                      "weekdays": ["MONDAY"], "ranges": [{"first": "2027-05-01", "last": "2027-05-05"}]},
             "hours": [{"from": "17:00", "to": "21:00"}], "stores": ["SH-001"], "channels": ["STORE"], "tiers": [],
             "offer": {"discountPercent": 12, "freeItem": "小菜一份", "multiplierPercent": 100, "extraPoints": 0}}""";
    static final String DAYS = """
            {"ofMonth": [8], "ofYear": ["--10-01"], "lunar": [{"month": 1, "day": 1, "length": 7}],
             "weekdays": ["MONDAY"], "ranges": [{"first": "2027-05-01", "last": "2027-05-05"}]}""";
    static final String LUNAR_DAYS = """
            {"month": 1, "day": 1, "length": 7}""";
    static final String DATE_RANGE = """
            {"first": "2027-05-01", "last": "2027-05-05"}""";
    static final String HOURS = """
            {"from": "17:00", "to": "21:00"}""";
    static final String OFFER = """
            {"discountPercent": 12, "freeItem": "小菜一份", "multiplierPercent": 100, "extraPoints": 0}""";

    private ProgrammeExamples() {}
}
