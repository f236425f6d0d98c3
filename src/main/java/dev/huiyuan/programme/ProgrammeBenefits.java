package dev.huiyuan.programme;

import java.math.BigDecimal;
import java.util.List;

/** Puts a programme's benefits into words. */
public final class ProgrammeBenefits {
    private ProgrammeBenefits() {}

    /** What every member of the programme gets, whatever the tier. */
    public static List<ProgrammeBenefit> of(Programme programme) {
        Programme.Birthday birthday = programme.birthday();
        Programme.MemberDay memberDay = programme.memberDay();
        return List.of(
                new ProgrammeBenefit("welcome-coupon", "新会员礼券"),
                new ProgrammeBenefit("points", "消费1元积" + programme.earning().pointsPerYuan() + "分"),
                new ProgrammeBenefit("birthday-points", "生日月" + times(birthday.multiplierPercent()) + "倍积分"),
                new ProgrammeBenefit("birthday-meal", "生日套餐券，生日前" + birthday.daysAhead() + "天发放"),
                new ProgrammeBenefit(
                        "member-day",
                        "每月" + memberDay.dayOfMonth() + "日会员日" + fold(memberDay.discountPercent()) + "折，赠"
                                + memberDay.freebie()));
    }

    private static String times(int percent) {
        return BigDecimal.valueOf(percent, 2).stripTrailingZeros().toPlainString();
    }

    /** A discount as it is said in Chinese: 12 % off is 8.8 折. */
    private static String fold(int discountPercent) {
        return BigDecimal.valueOf(100L - discountPercent, 1)
                .stripTrailingZeros()
                .toPlainString();
    }
}
