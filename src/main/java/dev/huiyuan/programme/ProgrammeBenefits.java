package dev.huiyuan.programme;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts a programme's benefits into words. */
public final class ProgrammeBenefits {
    private static final int PLAIN_PERCENT = 100;

    private ProgrammeBenefits() {}

    /** What every member of the programme gets, whatever the tier. */
    public static List<ProgrammeBenefit> of(Programme programme) {
        Programme.Birthday birthday = programme.birthday();
        Stream<ProgrammeBenefit> always = Stream.of(
                new ProgrammeBenefit("welcome-coupon", "新会员礼券"),
                new ProgrammeBenefit("points", "消费1元积" + programme.earning().pointsPerYuan() + "分"),
                new ProgrammeBenefit("birthday-points", "生日月" + times(birthday.multiplierPercent()) + "倍积分"),
                new ProgrammeBenefit("birthday-meal", "生日套餐券，生日前" + birthday.daysAhead() + "天发放"));
        Stream<ProgrammeBenefit> byCalendar = programme.calendar().stream()
                .filter(occasion -> occasion.tiers().isEmpty())
                .map(occasion -> new ProgrammeBenefit(occasion.code(), describe(occasion)));
        return Stream.concat(always, byCalendar).toList();
    }

    /** An occasion with what it offers, such as 每月8日会员日8.8折，赠小菜一份. */
    private static String describe(Programme.Occasion occasion) {
        Programme.Offer offer = occasion.offer();
        String days =
                occasion.days().ofMonth().stream().map(day -> "每月" + day + "日").collect(Collectors.joining("、"));
        List<String> gifts = new ArrayList<>();
        if (offer.discountPercent() > 0) gifts.add(fold(offer.discountPercent()) + "折");
        if (offer.multiplierPercent() > PLAIN_PERCENT) gifts.add(times(offer.multiplierPercent()) + "倍积分");
        if (offer.extraPoints() > 0) gifts.add("每单加" + offer.extraPoints() + "分");
        if (offer.freeItem() != null) gifts.add("赠" + offer.freeItem());
        if (offer.couponTemplate() != null) gifts.add("赠券一张");
        return days + occasion.name() + String.join("，", gifts);
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
