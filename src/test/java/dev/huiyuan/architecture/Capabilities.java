package dev.huiyuan.architecture;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The one table of capabilities: which may use which, besides {@code shared}. Nobody uses {@code app}. */
final class Capabilities {
    static final String ROOT = "dev.huiyuan.";
    static final String SHARED = "shared";
    static final String APP = "app";

    private static final String ALL = "*";

    private static final String TABLE = """
            shared:
            audit:
            identity: audit
            programme: audit
            menu: programme, audit
            member: identity, programme, audit
            message: member, identity, programme, menu, audit
            partner: member, identity, programme, menu, audit
            points: member, identity, programme, menu, audit
            coupon: member, identity, programme, menu, audit
            tier: member, points, programme, audit
            benefit: identity, member, tier, points, coupon, programme, audit
            enrolment: identity, member, points, coupon, tier, benefit, programme, audit
            reward: identity, member, points, coupon, tier, menu, programme, audit
            order: identity, member, points, coupon, tier, benefit, menu, programme, audit
            campaign: member, tier, points, coupon, reward, message, programme, audit
            feedback: member, order, points, coupon, message, programme, audit
            company: member, order, tier, menu, programme, audit
            booking: member, order, tier, menu, programme, audit
            insight: *
            privacy: member, identity, audit
            app: *
            """;

    private static final Map<String, Set<String>> MAY_USE = read();

    private Capabilities() {}

    static Map<String, Set<String>> table() {
        return MAY_USE;
    }

    /** The capability that a class belongs to; empty for what is not ours. */
    static Optional<String> of(String className) {
        if (!className.startsWith(ROOT)) return Optional.empty();
        String rest = className.substring(ROOT.length());
        int dot = rest.indexOf('.');
        return dot < 0 ? Optional.empty() : Optional.of(rest.substring(0, dot));
    }

    static boolean mayUse(String user, String used) {
        if (user.equals(used) || used.equals(SHARED) && !user.equals(SHARED)) return true;
        Set<String> allowed = MAY_USE.getOrDefault(user, Set.of());
        return !used.equals(APP) && (allowed.contains(used) || allowed.contains(ALL));
    }

    private static Map<String, Set<String>> read() {
        Map<String, Set<String>> table = new TreeMap<>();
        TABLE.lines().forEach(line -> {
            int colon = line.indexOf(':');
            Set<String> used = new TreeSet<>();
            Arrays.stream(line.substring(colon + 1).split(","))
                    .map(String::strip)
                    .filter(name -> !name.isEmpty())
                    .forEach(used::add);
            table.put(line.substring(0, colon), used);
        });
        return table;
    }
}
