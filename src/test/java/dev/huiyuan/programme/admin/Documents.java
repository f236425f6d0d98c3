package dev.huiyuan.programme.admin;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.huiyuan.programme.Programme;
import java.io.UncheckedIOException;

/** Programmes for tests of pure rules. */
public final class Documents {
    static final JsonMapper MAPPER =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    private static final String DEFAULT = """
            {"zone": "Asia/Shanghai",
             "earning": {"pointsPerYuan": 1, "maxAmountFen": 100000000, "futureToleranceSeconds": 600,
                "staffBackdatingDays": 7, "rounding": "FLOOR", "combination": "HIGHEST", "maxPointsPerOrder": 9000},
             "points": {"expiry": "NONE", "expiryMonths": 0, "reversal": "ALLOW_DEBT", "graceLotDays": 30,
                "pointsPerYuan": 100, "pendingDays": 15, "completionHoldHours": 24, "holdMinutes": 15,
                "adjustmentLimit": 5000, "transfers": {"maxPointsPerDay": 2000, "maxPerDay": 5}},
             "tiers": [
                {"code": "member", "name": "普通会员", "thresholdFen": 0, "thresholdVisits": 0, "multiplierPercent": 100,
                    "discountPercent": 0, "benefits": ["消费1元积1分"]},
                {"code": "silver", "name": "银卡会员", "thresholdFen": 50000, "thresholdVisits": 0,
                    "multiplierPercent": 100, "discountPercent": 0, "benefits": ["生日套餐"]},
                {"code": "gold", "name": "金卡会员", "thresholdFen": 200000, "thresholdVisits": 0,
                    "multiplierPercent": 100, "discountPercent": 10, "benefits": ["全单九折"]},
                {"code": "black-diamond", "name": "黑钻会员", "thresholdFen": 500000, "thresholdVisits": 0,
                    "multiplierPercent": 100, "discountPercent": 10, "benefits": ["专属客服"]}],
             "tierRules": {"window": "RUNNING_YEAR", "basis": "SPEND", "graceDays": 30, "refunds": "AT_EVALUATION"},
             "registration": {"welcomeTemplate": "WELCOME-20", "requiredConsents": ["membership"],
                "minimumAgeYears": 14},
             "birthday": {"multiplierPercent": 200, "daysAhead": 7, "daysBetween": 300, "templatesByTier": {
                "member": "BIRTHDAY-MEAL", "silver": "BIRTHDAY-MEAL", "gold": "BIRTHDAY-MEAL",
                "black-diamond": "BIRTHDAY-MEAL"}, "cardTiers": ["black-diamond"]},
             "calendar": [
                {"code": "member-day", "name": "会员日", "days": {"ofMonth": [8], "ofYear": ["--10-01"],
                    "lunar": [{"month": 1, "day": 1, "length": 7}], "weekdays": ["MONDAY"],
                    "ranges": [{"first": "2027-05-01", "last": "2027-05-05"}]},
                    "hours": [{"from": "11:00", "to": "14:00"}, {"from": "17:00", "to": "00:00"}],
                    "stores": ["SH-001"], "channels": ["STORE"], "tiers": ["gold"],
                    "offer": {"discountPercent": 12, "freeItem": "小菜一份", "multiplierPercent": 100,
                        "extraPoints": 0, "couponTemplate": "WELCOME-20"}},
                {"code": "mid-autumn", "name": "中秋节", "days": {"ofMonth": [], "ofYear": [],
                    "lunar": [{"month": 8, "day": 15, "length": 1}], "weekdays": [], "ranges": []},
                    "hours": [], "stores": [], "channels": [], "tiers": [],
                    "offer": {"discountPercent": 0, "freeItem": "月饼一枚", "multiplierPercent": 100,
                        "extraPoints": 0}}],
             "discountCombination": "HIGHEST",
             "orders": {"pointsMaxPercent": 50, "pendingMinutes": 15, "quoteMinutes": 10},
             "notices": {"membership": "2026-01", "marketing": "2026-01", "health": "2026-01"}}
            """;

    private Documents() {}

    /** A document in which nothing is wrong. */
    public static ObjectNode valid() {
        return (ObjectNode) json(DEFAULT);
    }

    static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Programme programme(JsonNode document) {
        try {
            return MAPPER.treeToValue(document, Programme.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts a value into a document; past the end of a list it is appended. */
    public static void set(ObjectNode document, String pointer, String value) {
        JsonPointer place = JsonPointer.compile(pointer);
        JsonNode parent = document.at(place.head());
        String last = place.last().getMatchingProperty();
        if (parent instanceof ArrayNode list) {
            int index = Integer.parseInt(last);
            if (index < list.size()) list.set(index, json(value));
            else list.add(json(value));
        } else {
            ((ObjectNode) parent).set(last, json(value));
        }
    }
}
