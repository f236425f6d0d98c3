package dev.huiyuan.app.contract;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.jspecify.annotations.Nullable;

/** Title, licence and tags. */
final class ContractInfo {
    private static final String DESCRIPTION = """
            Membership and loyalty for restaurant chains: members, points, coupons, tiers and benefits.

            - **Errors** are problems (RFC 9457) with a stable `code`; texts are Chinese, or English by `Accept-Language`.
            - **Repeating** a write with the same `Idempotency-Key` and body gives the same answer, marked `Idempotency-Replayed: true`. Keys are kept for 7 days.
            - **Lists** take `limit` (1 to 100) and the opaque `cursor` of the page before.
            - **Amounts** are integers in fen (`…Fen`), times RFC 3339; `expiresAt` is exclusive, `validThrough` is the last day in the programme's time zone.
            - **Unknown fields** in requests are refused; operations without a body take nothing but an empty object. Answers may get new fields: ignore what you do not know.
            """;

    /** What the tags mean, in the order in which a reader needs them. */
    private static final Map<String, String> TAGS = Map.ofEntries(
            Map.entry("Sign-in", "Tokens of members, staff and partners"),
            Map.entry("Registration", "How guests become members"),
            Map.entry("Members", "Lookup and the member's file, for staff"),
            Map.entry("Me", "What members see and do themselves"),
            Map.entry("Points", "Accruals, redemptions, reversals and the history"),
            Map.entry("Coupons", "Templates, claims, exchange, use and return"),
            Map.entry("Orders", "Bills: priced, settled in one call, refunded whole or by item"),
            Map.entry("Rewards", "What points buy"),
            Map.entry("Menu", "Dishes and categories"),
            Map.entry("Benefits", "Birthday, member day and tier benefits"),
            Map.entry("Tiers", "The tier of a member, its history, and tiers that are granted"),
            Map.entry("Programme", "The brand's rules and stores"),
            Map.entry("Administration", "Stores, staff, credentials, templates and whatever else people administer"),
            Map.entry("Approvals", "Whatever needs a second person"),
            Map.entry("Jobs", "Work that runs by the calendar"),
            Map.entry("Audit", "Proof that the books balance"));

    private ContractInfo() {}

    static void describe(OpenAPI api) {
        api.setInfo(OASFactory.createInfo()
                .title("Huiyuan")
                .version("1.0.0")
                .description(DESCRIPTION)
                .license(OASFactory.createLicense()
                        .name("Apache-2.0")
                        .url("https://www.apache.org/licenses/LICENSE-2.0.html")));
        api.setServers(
                List.of(OASFactory.createServer().url("/").description("The address that the API is served at")));
        Map<String, @Nullable String> used = new TreeMap<>();
        for (Operations.Placed placed : Operations.of(api))
            tags(placed.operation()).forEach(tag -> used.put(tag, TAGS.get(tag)));
        api.setTags(used.entrySet().stream()
                .map(tag -> OASFactory.createTag().name(tag.getKey()).description(tag.getValue()))
                .toList());
    }

    private static List<String> tags(Operation operation) {
        return operation.getTags() == null ? List.of() : operation.getTags();
    }
}
