package dev.huiyuan.points;

import dev.huiyuan.points.core.AppliedRule;
import dev.huiyuan.points.core.EntryType;
import dev.huiyuan.points.core.Explanation;
import dev.huiyuan.points.core.LedgerEntry;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Entries in a sentence for people, made when they are read: {@code 消费58.00元，生日月双倍，+116}. */
final class Summaries {
    private static final String BIRTHDAY_MONTH = "birthday-month";
    private static final String TIER = "tier:";
    private static final int PLAIN_PERCENT = 100;
    private static final int DOUBLE_PERCENT = 200;

    private Summaries() {}

    static String of(LedgerEntry entry, Locale language) {
        boolean english = language.getLanguage().equals("en");
        String comma = english ? ", " : "，";
        StringBuilder text = new StringBuilder(48).append(what(entry, english));
        Explanation explanation = entry.explanation();
        AppliedRule rule = applied(explanation.rules());
        if (rule != null) text.append(comma).append(multiplier(rule, english));
        if (explanation.note() != null) text.append(comma).append(note(explanation.note(), english));
        if (explanation.limit() != null) text.append(comma).append(english ? "up to the limit" : "达到积分上限");
        if (explanation.shortfall() != null) {
            text.append(comma).append(english ? "not taken back: " : "未能收回").append(explanation.shortfall());
        }
        if (entry.points() != 0 || entry.type() == EntryType.ACCRUAL) {
            text.append(comma).append(entry.points() < 0 ? "" : "+").append(entry.points());
        }
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
            case COMPLETION -> english ? "Order completed" : "订单已完成";
            case HOLD -> english ? moved(entry) + " points held" : "预扣" + moved(entry) + "分";
            case CAPTURE -> english ? "Held points spent" : "预扣积分已使用";
            case RELEASE -> english ? moved(entry) + " held points returned" : "预扣" + moved(entry) + "分已退回";
            case TRANSFER_OUT -> english ? "Given to another member" : "转赠给其他会员";
            case TRANSFER_IN -> english ? "Gift from another member" : "收到会员转赠";
            case TRANSFER_OUT_REVERSAL -> english ? "Gift returned" : "转赠退回";
            case TRANSFER_IN_REVERSAL -> english ? "Gift taken back" : "转赠被收回";
            case ADJUSTMENT -> english ? "Adjusted by staff" : "人工调整";
            case FREEZE -> english ? "Account frozen" : "账户冻结";
            case UNFREEZE -> english ? "Account unfrozen" : "账户解冻";
            case MERGE_OUT -> english ? "Moved to the merged account" : "转入合并后的账户";
            case MERGE_IN -> english ? "Points of a merged account" : "合并账户转入";
            case MERGE_OUT_REVERSAL -> english ? "Merge undone, points returned" : "撤销合并，积分退回";
            case MERGE_IN_REVERSAL -> english ? "Merge undone, points moved back" : "撤销合并，积分转出";
        };
    }

    private static Long moved(LedgerEntry entry) {
        Long moved = entry.explanation().matured();
        return moved == null ? 0L : moved;
    }

    private static String note(String code, boolean english) {
        return switch (code) {
            case Explanation.OUTSIDE_PROGRAMME -> english ? "outside the points programme" : "未加入积分计划";
            case Explanation.EXCEEDS_ORDER -> english ? "more than was left of the order" : "超出订单余额";
            case Explanation.TIMED_OUT -> english ? "not used in time" : "超时未使用";
            case Explanation.INACTIVITY -> english ? "no activity for long" : "长期未使用";
            default -> code;
        };
    }

    private static @Nullable AppliedRule applied(@Nullable List<AppliedRule> rules) {
        if (rules == null) return null;
        return rules.stream()
                .filter(rule -> rule.applied() && rule.percent() > PLAIN_PERCENT)
                .findFirst()
                .orElse(null);
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
