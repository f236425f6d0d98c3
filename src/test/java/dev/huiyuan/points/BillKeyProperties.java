package dev.huiyuan.points;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.huiyuan.points.core.BillRef;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Reports of one bill share a key, those of two bills share none. */
class BillKeyProperties {
    private static final UUID STORE = new UUID(0, 1);

    @Provide
    Arbitrary<String> numbers() {
        return Arbitraries.strings().withCharRange('!', '~').ofMinLength(1).ofMaxLength(64);
    }

    @Provide
    Arbitrary<LocalDate> days() {
        return Arbitraries.longs()
                .between(0, LocalDate.of(9999, 12, 30).toEpochDay())
                .map(LocalDate::ofEpochDay);
    }

    private static OrderReference bill(String number) {
        return new OrderReference(STORE, number, null);
    }

    private static OrderReference bill(String number, LocalDate date) {
        return new OrderReference(STORE, number, date);
    }

    @Property
    void aReportWithTheDateOfTheDayMeetsTheOneWithout(@ForAll("numbers") String number, @ForAll("days") LocalDate day) {
        OrderReference undated = bill(number);
        OrderReference dated = bill(number, day);
        assertThat(undated.accrualKeys(day)).containsExactlyInAnyOrder(undated.accrualKey(), dated.accrualKey());
        assertThat(dated.accrualKeys(day)).containsExactly(dated.accrualKey());
        assertThat(dated.accrualAlias(day.plusDays(1))).isNull();
        assertThat(BillRef.number(dated.ref())).isEqualTo(number).isEqualTo(BillRef.number(undated.ref()));
        assertThat(BillRef.isDated(dated.ref())).isTrue();
        assertThat(BillRef.isDated(undated.ref())).isFalse();
        assertThat(BillRef.ofYear(number, day)).contains(dated.ref()).doesNotContain(undated.ref());
    }

    @Property
    void twoBillsShareNoKey(
            @ForAll("numbers") String one,
            @ForAll("numbers") String other,
            @ForAll("days") LocalDate day,
            @ForAll("days") LocalDate date) {
        if (!one.equals(other)) {
            Set<Object> shared = new HashSet<>(bill(one).accrualKeys(day));
            shared.retainAll(bill(other).accrualKeys(day));
            assertThat(shared).isEmpty();
            assertThat(bill(other).accrualKeys(day))
                    .doesNotContain(bill(one, date).accrualKey());
        }
        if (!day.equals(date)) {
            assertThat(bill(one).accrualKeys(day))
                    .doesNotContain(bill(one, date).accrualKey());
        }
    }

    @Property
    void aBusinessDateIsNoMoreThanADayOff(@ForAll("days") LocalDate day, @ForAll("days") LocalDate date) {
        OrderTimes.refuseFar(null, day);
        OrderTimes.refuseLater(null, day);
        for (long off = -1; off <= 1; off++) OrderTimes.refuseFar(day.plusDays(off), day);
        if (Math.abs(date.toEpochDay() - day.toEpochDay()) > 1) refused(() -> OrderTimes.refuseFar(date, day));
        if (date.toEpochDay() - day.toEpochDay() > 1) refused(() -> OrderTimes.refuseLater(date, day));
        else OrderTimes.refuseLater(date, day);
    }

    private static void refused(Runnable check) {
        assertThatThrownBy(check::run)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo(ProblemCode.BUSINESS_DATE_OUT_OF_RANGE));
    }
}
