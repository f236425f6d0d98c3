package dev.huiyuan.tier;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a member stands.
 *
 * @param code the tier's code
 * @param since since when
 * @param reason the {@link ChangeReason} of the latest change of the tier, or {@code JOINED}
 * @param baseCode the tier before the latest rise, protected ones left out; null after none, and after a fall
 * @param graceUntil the last day on which a purchase keeps the tier; null outside a grace period
 * @param protection the account's own protection from falling; null for nothing
 * @param mergedInto the account that answers for this one since a merge; null for none
 * @param mergedAt since when that one does; null for none
 * @param joint what a survivor needs to stand alone again; null where no account is merged into this one
 */
@RegisterForReflection
record Standing(
        String code,
        Instant since,
        String reason,
        @Nullable String baseCode,
        @Nullable LocalDate graceUntil,
        @Nullable Protection protection,
        @Nullable UUID mergedInto,
        @Nullable Instant mergedAt,
        @Nullable Joint joint) {
    static final String JOINED = "JOINED";

    /**
     * A tier below which a member does not fall for a while.
     *
     * @param kind how it came
     * @param code the tier's code
     * @param until the last day
     * @param grantId the change with which it began
     */
    @RegisterForReflection
    record Protection(ProtectionKind kind, String code, LocalDate until, UUID grantId) {
        /** With an earlier end, where it is the one of a grant. */
        Protection endedBy(UUID grant, LocalDate day) {
            return grantId.equals(grant) && until.isAfter(day) ? new Protection(kind, code, day, grantId) : this;
        }
    }

    /**
     * What was given to a survivor itself.
     *
     * @param protection the protection that began
     * @param at when
     */
    @RegisterForReflection
    record Given(Protection protection, Instant at) {}

    /**
     * The survivor of merges that may be undone.
     *
     * @param alone where it stood before the first of them
     * @param at when that was
     * @param given what it was given since
     * @param brought protections of the accounts that were merged into it; they hold beside its own
     */
    @RegisterForReflection
    record Joint(Standing alone, Instant at, List<Given> given, List<Protection> brought) {}

    /** A new member's. */
    static Standing joined(String code, Instant at) {
        return new Standing(code, at, JOINED, null, null, null, null, null, null);
    }

    /** All that protects the member: its own, and what was brought; each grant once. */
    List<Protection> protections() {
        Map<UUID, Protection> all = new LinkedHashMap<>();
        if (protection != null) all.put(protection.grantId(), protection);
        if (joint != null) joint.brought().forEach(brought -> all.putIfAbsent(brought.grantId(), brought));
        return List.copyOf(all.values());
    }

    Standing at(String tier, Instant when, ChangeReason why, @Nullable String base) {
        return new Standing(tier, when, why.name(), base, null, protection, mergedInto, mergedAt, joint);
    }

    Standing above(@Nullable String base) {
        return new Standing(code, since, reason, base, graceUntil, protection, mergedInto, mergedAt, joint);
    }

    Standing grace(@Nullable LocalDate until) {
        return new Standing(code, since, reason, baseCode, until, protection, mergedInto, mergedAt, joint);
    }

    /** On the tier of an earlier time again, up to a day. */
    Standing back(Standing earlier, LocalDate until) {
        return new Standing(
                earlier.code,
                earlier.since,
                earlier.reason,
                earlier.baseCode,
                until,
                protection,
                mergedInto,
                mergedAt,
                joint);
    }

    private Standing protectedBy(@Nullable Protection own) {
        return new Standing(code, since, reason, baseCode, graceUntil, own, mergedInto, mergedAt, joint);
    }

    private Standing with(@Nullable Joint other) {
        return new Standing(code, since, reason, baseCode, graceUntil, protection, mergedInto, mergedAt, other);
    }

    /** With a protection of its own, in the place of the one before. */
    Standing given(Protection own, Instant when) {
        Standing next = protectedBy(own);
        if (joint == null) return next;
        List<Given> given = new ArrayList<>(joint.given());
        given.add(new Given(own, when));
        return next.with(new Joint(joint.alone(), joint.at(), List.copyOf(given), joint.brought()));
    }

    /** Without a protection, its own or one that was brought. */
    Standing unprotected(UUID grantId) {
        boolean own = protection != null && protection.grantId().equals(grantId);
        Standing next = own ? protectedBy(null) : this;
        if (joint == null) return next;
        List<Protection> left = joint.brought().stream()
                .filter(brought -> !brought.grantId().equals(grantId))
                .toList();
        return next.with(new Joint(joint.alone(), joint.at(), joint.given(), left));
    }

    /** The grant's protection ends with a day wherever it is kept, also for the time when merges are undone. */
    Standing revoked(UUID grantId, LocalDate last) {
        Standing next = protection == null ? this : protectedBy(protection.endedBy(grantId, last));
        if (joint == null) return next;
        List<Given> given = joint.given().stream()
                .map(one -> new Given(one.protection().endedBy(grantId, last), one.at()))
                .toList();
        List<Protection> brought =
                joint.brought().stream().map(one -> one.endedBy(grantId, last)).toList();
        return next.with(new Joint(joint.alone().revoked(grantId, last), joint.at(), given, brought));
    }

    /** Answers for another account as well from now on. */
    Standing joinedBy(Standing other, LocalDate today, Instant now) {
        List<Protection> brought = new ArrayList<>(joint == null ? List.of() : joint.brought());
        other.protections().stream().filter(one -> !one.until().isBefore(today)).forEach(brought::add);
        return with(
                joint == null
                        ? new Joint(this, now, List.of(), List.copyOf(brought))
                        : new Joint(joint.alone(), joint.at(), joint.given(), List.copyOf(brought)));
    }

    /** Another account answers for this one from now on. */
    Standing mergedInto(UUID survivor, Instant now) {
        return new Standing(code, since, reason, baseCode, graceUntil, protection, survivor, now, joint);
    }

    /** Answers for itself, whatever it was merged into. */
    Standing parted() {
        return new Standing(code, since, reason, baseCode, graceUntil, protection, null, null, joint);
    }

    /** As one to which nothing was merged. */
    Standing alone() {
        return parted().with(null);
    }
}
