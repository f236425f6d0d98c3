package dev.huiyuan.points.core;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Several commands on one account that are booked all or none, one after the other: an order that is paid with points
 * and earns some.
 *
 * @param before what comes before the main one. Their business keys are used up with it, so they must follow from its
 *     own key or from what it refers to: a key that was used before fails the whole, as an error and not as a refusal
 * @param main the one that stands for all of them: its key, its entry, its answer
 */
public record Together(List<Command> before, Command main) implements Command {
    /** @throws IllegalArgumentException where they are not all about the account of the main one alone */
    public Together {
        before = List.copyOf(before);
        List<UUID> account = List.of(main.memberId());
        for (Command part : parts(before, main)) {
            boolean single =
                    part.parts().equals(List.of(part)) && part.accountIds().equals(account);
            if (!single) throw new IllegalArgumentException("only single commands on one account go together");
        }
    }

    private static List<Command> parts(List<Command> before, Command main) {
        List<Command> parts = new ArrayList<>(before);
        parts.add(main);
        return parts;
    }

    @Override
    public List<Command> parts() {
        return parts(before, main);
    }

    @Override
    public UUID memberId() {
        return main.memberId();
    }

    @Override
    public BusinessKey key() {
        return main.key();
    }

    @Override
    public @Nullable BusinessKey alias() {
        return main.alias();
    }

    @Override
    public @Nullable Long amount() {
        return main.amount();
    }

    @Override
    public String actor() {
        return main.actor();
    }

    @Override
    public List<Reference> references() {
        return parts().stream().flatMap(part -> part.references().stream()).toList();
    }

    @Override
    public long debit() {
        return parts().stream().mapToLong(Command::debit).sum();
    }

    /** Null where one of them does not follow. */
    @Override
    public @Nullable Together on(UUID holder) {
        List<Command> moved = new ArrayList<>();
        for (Command part : parts()) {
            Command follows = part.on(holder);
            if (follows == null) return null;
            moved.add(follows);
        }
        return new Together(moved.subList(0, before.size()), moved.getLast());
    }
}
