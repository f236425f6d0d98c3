package dev.huiyuan.points;

import dev.huiyuan.points.core.AppliedRule;
import dev.huiyuan.points.core.Explanation;
import dev.huiyuan.points.core.LedgerEntry;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Entries in a sentence for people, made when they are read: {@code 消费58.00元，生日月双倍，+116}. */
final class Summaries {
    private static final String BIRTHDAY_MONTH = "birthday-month";
    private static final String TIER = "tier:";
    private static final int DOUBLE_PERCENT = 200;

    private Summaries() {}

    static String of(LedgerEntry entry, Locale language) {
        boolean english = language.getLanguage().equals("en");
        String comma = english ? ", " : "，";
        StringBuilder text = new StringBuilder(48).append(what(entry, english));
        Explanation explanation = entry.explanation();
        AppliedRule rule = applied(explanation.rules());
        if (rule != null) text.append(comma).append(multiplier(rule, english));
        if (explanation.note() != null) {
            text.append(comma).append(english ? "outside the points programme" : "未加入积分计划");
        }
        if (explanation.shortfall() != null) {
            text.append(comma).append(english ? "not taken back: " : "未能收回").append(explanation.shortfall());
        }
        text.append(comma).append(entry.points() < 0 ? "" : "+").append(entry.points());
        if (explanation.debtPaid() != null) {
            text.append(english ? " (pays debt: " : "（抵扣欠分")
                    .append(explanation.debtPaid())
                    .append(english ? ")" : "）");
        }
        return text.toString();
    }

    private static String what(LedgerEntry entry, boolean english) {
        return switch (entry.type()) {
            case ACCRUAL -> english ? "Spent " + yuan(entry) + " yuan" : "消费" + yuan(entry) + "元";
            case ACCRUAL_REVERSAL -> english ? "Refunded " + yuan(entry) + " yuan" : "退款" + yuan(entry) + "元";
            case REDEMPTION -> english ? "Redeemed" : "积分兑换";
            case REDEMPTION_REVERSAL -> english ? "Redemption returned" : "兑换退回";
            case MATURITY ->
                english
                        ? entry.explanation().matured() + " pending points became available"
                        : entry.explanation().matured() + "分待入账积分已到账";
            case EXPIRY -> english ? "Points expired" : "积分过期";
        };
    }

    private static @Nullable AppliedRule applied(@Nullable List<AppliedRule> rules) {
        if (rules == null) return null;
        return rules.stream().filter(AppliedRule::applied).findFirst().orElse(null);
    }

    private static String multiplier(AppliedRule rule, boolean english) {
        String factor = factor(rule.percent(), english);
        if (rule.rule().equals(BIRTHDAY_MONTH)) return english ? "birthday month " + factor : "生日月" + factor;
        if (rule.rule().startsWith(TIER)) return english ? "tier " + factor : "会员等级" + factor;
        return english ? "promotion " + factor : "活动" + factor;
    }

    private static String factor(int percent, boolean english) {
        if (percent == DOUBLE_PERCENT) return english ? "double" : "双倍";
        String times = percent % 100 == 0 ? String.valueOf(percent / 100) : decimal(percent);
        return english ? times + " times" : times + "倍";
    }

    private static String yuan(LedgerEntry entry) {
        return decimal(Math.abs(entry.amountFen()));
    }

    /** Hundredths with two places. */
    private static String decimal(long hundredths) {
        long rest = hundredths % 100;
        return hundredths / 100 + (rest < 10 ? ".0" : ".") + rest;
    }
}
