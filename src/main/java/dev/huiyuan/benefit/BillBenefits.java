package dev.huiyuan.benefit;

import dev.huiyuan.programme.Occasions;
import dev.huiyuan.programme.ProgrammeVersion;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What tier and calendar take off a bill or give with it, one by one: how discounts combine is for the bill to say. */
@ApplicationScoped
public class BillBenefits {
    private final BenefitUseTable table;

    BillBenefits(BenefitUseTable table) {
        this.table = table;
    }

    /**
     * A percentage off all goods.
     *
     * @param code the benefit's code, by which its use is recorded
     * @param name for people
     * @param percent how much, 1 to 100
     * @param byTier whether it comes from the tier, not from a day of the calendar
     */
    public record Discount(String code, String name, int percent, boolean byTier) {}

    /**
     * What comes free once a day.
     *
     * @param code the benefit's code, by which its use is recorded
     * @param name the occasion's, for people
     * @param item what comes free, for people
     */
    public record FreeItem(String code, String name, String item) {}

    /** The discounts that members of a tier have at a moment. */
    public static List<Discount> discounts(ProgrammeVersion version, @Nullable String tier, Occasions.Moment moment) {
        return CurrentRules.discounts(version, tier, moment).stream()
                .map(discount -> new Discount(
                        discount.benefit(),
                        discount.name(),
                        discount.percent(),
                        discount.benefit().startsWith(CurrentRules.TIER_DISCOUNT)))
                .toList();
    }

    /** What comes free for members of a tier at a moment, whether or not it was used today. */
    public static List<FreeItem> freeItems(ProgrammeVersion version, @Nullable String tier, Occasions.Moment moment) {
        return CurrentRules.freeItems(version, tier, moment).stream()
                .map(item -> new FreeItem(item.benefit(), item.name(), item.item()))
                .toList();
    }

    /**
     * A member's day.
     *
     * @param day the day in the programme's zone
     */
    public record MemberDay(UUID memberId, LocalDate day) {}

    /**
     * The codes of what came free on members' days and was used by the member, or before a merge by one that goes on in it.
     *
     * @param client any connection; one statement, none without days
     * @return a day without any is absent
     */
    public Uni<Map<MemberDay, Set<String>>> usedOn(SqlClient client, Collection<MemberDay> days) {
        return table.usedOn(client, days);
    }
}
