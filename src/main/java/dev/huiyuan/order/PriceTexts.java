package dev.huiyuan.order;

import dev.huiyuan.order.pricing.Price;
import dev.huiyuan.order.pricing.Reason;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Prices in sentences for people, made when they are answered: {@code 会员日8.8折，-12.00元}. */
final class PriceTexts {
    private static final int WHOLE_PERCENT = 100;
    private static final int TENTH = 10;

    private PriceTexts() {}

    /** What something that is used takes off. */
    static String of(Price.Applied applied, Locale language) {
        boolean english = isEnglish(language);
        String off = english ? ", -" + yuan(applied.fen()) + " yuan" : "，-" + yuan(applied.fen()) + "元";
        return what(applied, english) + off;
    }

    private static String what(Price.Applied applied, boolean english) {
        String name = applied.source().name();
        return switch (applied.source().type()) {
            case EXCHANGE_COUPON -> english ? name + ": one free" : name + "，兑换一份";
            case UPGRADE_COUPON -> english ? name + ": free upgrade" : name + "，免费升杯";
            case TIER_DISCOUNT, OCCASION_DISCOUNT -> name + percent(applied.percent(), english);
            case COUPON -> name + percent(applied.percent(), english);
            case DELIVERY_COUPON -> english ? name + ": delivery" : name + "，减配送费";
            case FREE_ITEM -> name;
            case POINTS -> english ? "Points as money" : "积分抵现";
        };
    }

    /** Chinese counts what is left in tenths: 12 % off are 8.8. */
    private static String percent(@Nullable Integer percent, boolean english) {
        if (percent == null) return "";
        if (english) return ", " + percent + "% off";
        int left = WHOLE_PERCENT - percent;
        if (left == 0) return "免单";
        return left % TENTH == 0 ? left / TENTH + "折" : left / TENTH + "." + left % TENTH + "折";
    }

    /** Why something is not used. */
    static String of(Price.NotApplied notApplied, Locale language) {
        boolean english = isEnglish(language);
        Long missing = notApplied.missingFen();
        if (notApplied.reason() == Reason.THRESHOLD_NOT_MET && missing != null) {
            return english ? yuan(missing) + " yuan short of its threshold" : "还差" + yuan(missing) + "元可用";
        }
        return of(notApplied.reason(), english);
    }

    private static String of(Reason reason, boolean english) {
        return switch (reason) {
            case UNKNOWN -> english ? "not the member's, or nobody is present" : "不属于该会员，或会员未到场";
            case USED -> english ? "used already" : "已使用";
            case EXPIRED -> english ? "expired" : "已过期";
            case NOT_YET_VALID -> english ? "not valid yet" : "未到使用时间";
            case RESERVED -> english ? "reserved for another order" : "已被其他订单占用";
            case REVOKED -> english ? "revoked" : "已作废";
            case OTHER_STORE -> english ? "not for this store" : "本门店不可用";
            case OTHER_CHANNEL -> english ? "not for this channel" : "本渠道不可用";
            case OTHER_HOURS -> english ? "not at this day or hour" : "当前时段不可用";
            case TIER_TOO_LOW -> english ? "for higher tiers" : "会员等级不足";
            case NOTHING_TO_TAKE_OFF -> english ? "nothing on the bill that it is for" : "没有适用的商品或费用";
            case THRESHOLD_NOT_MET -> english ? "below its threshold" : "未达到使用门槛";
            case NOT_COMBINABLE -> english ? "not together with a coupon that is used" : "不能与已用的优惠券同时使用";
            case NOT_WITH_DISCOUNT -> english ? "not together with the discount" : "不能与当前折扣同时使用";
            case NOT_NEEDED -> english ? "the bill would not be lower" : "使用后不会更便宜";
            case NOT_TRIED -> english ? "not tried: too many combinations" : "组合过多，未能逐一比较";
            case LOWER_DISCOUNT -> english ? "a higher discount counts" : "已按更优折扣计算";
            case GIVES_WAY -> english ? "gives way to better coupons" : "已让位于更优惠的券";
            case POINTS_INSUFFICIENT -> english ? "not enough points" : "积分不足";
            case POINTS_OVER_LIMIT -> english ? "more than points may pay of a bill" : "超过积分可抵扣的比例";
        };
    }

    private static boolean isEnglish(Locale language) {
        return language.getLanguage().equals("en");
    }

    private static String yuan(long fen) {
        long rest = fen % 100;
        return fen / 100 + (rest < 10 ? ".0" : ".") + rest;
    }
}
