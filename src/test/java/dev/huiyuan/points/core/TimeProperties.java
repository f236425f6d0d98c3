package dev.huiyuan.points.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** It makes no difference whether a job has booked what was due, and when. */
class TimeProperties {
    /** An entry but for its id and for when it was booked. */
    private record Booked(EntryType type, long points, Balance after, String key, Instant at, int version) {}

    @Provide
    Arbitrary<List<Steps.Step>> steps() {
        return Steps.of(
                Steps.Kind.EARN,
                Steps.Kind.EARN_PENDING,
                Steps.Kind.IMPORT,
                Steps.Kind.SPEND,
                Steps.Kind.HOLD,
                Steps.Kind.CAPTURE,
                Steps.Kind.REFUND,
                Steps.Kind.GIVE,
                Steps.Kind.GIVE_BACK,
                Steps.Kind.WAIT);
    }

    @Provide
    Arbitrary<Terms> terms() {
        return Steps.terms();
    }

    @Provide
    Arbitrary<List<Integer>> hours() {
        return Arbitraries.integers().between(1, 400).list().ofMaxSize(12);
    }

    @Property(tries = 2000)
    void jobsInBetweenBookTheSame(
            @ForAll("steps") List<Steps.Step> steps,
            @ForAll("terms") Terms terms,
            @ForAll("terms") Terms later,
            @ForAll("hours") List<Integer> hours) {
        List<Books> lazy = WorldProperties.members(terms);
        List<Books> eager = WorldProperties.members(terms);
        for (Steps.Step step : steps) {
            take(lazy, step, List.of(), later);
            take(eager, step, hours, later);
        }
        World world = lazy.getFirst().world;
        World other = eager.getFirst().world;
        world.pass(Duration.ofDays(300));
        hours.forEach(some -> passAndSettle(other, Duration.ofHours(some)));
        other.now = world.now;
        world.settleAll();
        other.settleAll();

        for (int i = 0; i < lazy.size(); i++) {
            assertThat(booked(eager.get(i))).isEqualTo(booked(lazy.get(i)));
            assertThat(eager.get(i).balance()).isEqualTo(lazy.get(i).balance());
            assertThat(eager.get(i).account().standing())
                    .isEqualTo(lazy.get(i).account().standing());
            Invariants.requireSettled(world, lazy.get(i).memberId);
        }
    }

    private static void passAndSettle(World world, Duration time) {
        world.pass(time);
        world.settleAll();
    }

    private static void take(List<Books> members, Steps.Step step, List<Integer> hours, Terms later) {
        World world = members.getFirst().world;
        if (step.kind() == Steps.Kind.WAIT) {
            Instant end = world.now.plus(Steps.time(step));
            for (int some : hours) {
                if (world.now.plus(Duration.ofHours(some)).isBefore(end)) passAndSettle(world, Duration.ofHours(some));
            }
            world.now = end;
            if (step.target() == 0) world.legislate(later);
        } else {
            Command command = Steps.command(members, step);
            if (command != null) world.apply(command);
        }
    }

    private static List<Booked> booked(Books books) {
        List<UUID> ids = books.entries().stream().map(LedgerEntry::id).toList();
        List<Booked> booked = new ArrayList<>();
        for (LedgerEntry entry : books.entries()) {
            // Ids are given as entries are booked: what they say is which entry of the account it was.
            UUID lot = entry.explanation().lotId();
            String key = lot == null || !ids.contains(lot) ? "" : "lot of " + ids.indexOf(lot);
            booked.add(new Booked(
                    entry.type(), entry.points(), entry.after(), key, entry.effectiveAt(), entry.ruleVersion()));
        }
        return booked;
    }
}
