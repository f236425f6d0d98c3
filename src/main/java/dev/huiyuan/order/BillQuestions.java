package dev.huiyuan.order;

import dev.huiyuan.benefit.BillBenefits;
import dev.huiyuan.coupon.CouponRef;
import dev.huiyuan.coupon.OwnedCoupon;
import dev.huiyuan.identity.PresenceCheck;
import dev.huiyuan.member.MemberFacts;
import dev.huiyuan.order.BillReader.Access;
import dev.huiyuan.order.BillReader.Question;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Questions that are read together: what has to be read for all of them, and what of it answers each. */
record BillQuestions(List<Question> questions) {
    /**
     * What was read for all questions.
     *
     * @param members the members, by id
     * @param tiers the codes of their tiers
     * @param usable the coupons that those who may spend can use, nearest end first
     * @param named the coupons that are named
     * @param points how many points those who may spend have
     * @param earnedToday what the day's orders have earned, as far as a day is limited
     * @param usedToday what came free and was used
     * @param presences the presences that hold
     */
    record Read(
            Map<UUID, MemberFacts> members,
            Map<UUID, String> tiers,
            List<OwnedCoupon> usable,
            List<OwnedCoupon> named,
            Map<UUID, Long> points,
            Map<UUID, Long> earnedToday,
            Map<BillBenefits.MemberDay, Set<String>> usedToday,
            Set<PresenceCheck> presences) {}

    /** What is found for a question: facts, or that the presence which it names does not hold. */
    sealed interface Finding {
        /** This is known. */
        record Known(BillFacts facts) implements Finding {}

        /** The presence does not hold. */
        record Refused() implements Finding {}
    }

    /** Whose questions they are. */
    Set<UUID> members() {
        return distinct(questions.stream(), Question::memberId);
    }

    /** Who may spend whatever there is. */
    Set<UUID> spenders() {
        return distinct(spending(), Question::memberId);
    }

    /** The coupons that are named. */
    Set<CouponRef> coupons() {
        return questions.stream()
                .filter(question -> !(question.access() instanceof Access.None))
                .flatMap(BillQuestions::named)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whose earnings are asked for: what is settled at once is counted when it is booked. */
    Set<UUID> earners() {
        return distinct(
                questions.stream().filter(question -> !(question.access() instanceof Access.DecidedLater)),
                Question::memberId);
    }

    /** The days of those who may spend. */
    Set<BillBenefits.MemberDay> days() {
        return distinct(spending(), BillQuestions::day);
    }

    /** The presences that are claimed. */
    Set<PresenceCheck> presences() {
        return questions.stream()
                .filter(question -> question.access() instanceof Access.Present)
                .map(question -> ((Access.Present) question.access()).check(question.memberId()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** One instant for all: they came together. */
    Instant at() {
        return questions.stream().map(Question::at).max(Instant::compareTo).orElseThrow();
    }

    /** What was read, shared out; a question of an unknown member has no answer. */
    Map<Question, Finding> answers(Read read) {
        Map<UUID, List<OwnedCoupon>> usable =
                read.usable.stream().collect(Collectors.groupingBy(OwnedCoupon::memberId));
        Map<CouponRef, OwnedCoupon> named =
                read.named.stream().collect(Collectors.toMap(OwnedCoupon::ref, Function.identity()));
        Map<Question, Finding> answers = HashMap.newHashMap(questions.size());
        for (Question question : questions) {
            MemberFacts member = read.members.get(question.memberId());
            if (member == null) continue;
            List<OwnedCoupon> mine = usable.getOrDefault(question.memberId(), List.of());
            answers.put(question, answer(question, member, read, together(question, mine, named)));
        }
        return answers;
    }

    private static Finding answer(Question question, MemberFacts member, Read read, List<OwnedCoupon> coupons) {
        UUID id = member.memberId();
        @Nullable String tier = read.tiers.get(id);
        long earned = read.earnedToday.getOrDefault(id, 0L);
        if (question.access() instanceof Access.Present present && !read.presences.contains(present.check(id))) {
            return new Finding.Refused();
        }
        return new Finding.Known(
                switch (question.access()) {
                    case Access.None() -> new BillFacts(member, tier, List.of(), 0, earned, Set.of(), false);
                    case Access.DecidedLater() ->
                        new BillFacts(member, tier, coupons, QuoteRequest.MAX_POINTS, 0, Set.of(), true);
                    case Access.Own _, Access.Present _ -> {
                        long points = read.points.getOrDefault(id, 0L);
                        Set<String> used = read.usedToday.getOrDefault(day(question), Set.of());
                        yield new BillFacts(member, tier, coupons, points, earned, used, true);
                    }
                });
    }

    /** Usable coupons, and those that the question names: why they cannot be used is for the terms to say. */
    private static List<OwnedCoupon> together(
            Question question, List<OwnedCoupon> usable, Map<CouponRef, OwnedCoupon> named) {
        List<OwnedCoupon> all = new ArrayList<>(isSpending(question) ? usable : List.of());
        named(question)
                .map(named::get)
                .filter(Objects::nonNull)
                .filter(coupon -> all.stream().noneMatch(other -> other.id().equals(coupon.id())))
                .forEach(all::add);
        return all;
    }

    private Stream<Question> spending() {
        return questions.stream().filter(BillQuestions::isSpending);
    }

    private static boolean isSpending(Question question) {
        return question.access() instanceof Access.Own || question.access() instanceof Access.Present;
    }

    private static Stream<CouponRef> named(Question question) {
        return question.named().stream().sorted().map(id -> new CouponRef(question.memberId(), id));
    }

    private static BillBenefits.MemberDay day(Question question) {
        return new BillBenefits.MemberDay(question.memberId(), question.day());
    }

    private static <T> Set<T> distinct(Stream<Question> asked, Function<Question, T> value) {
        return asked.map(value).collect(Collectors.toUnmodifiableSet());
    }
}
