package dev.huiyuan.system;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.testing.Diners;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Somebody who keeps coming: what the API tells of the membership, and what it has to tell. */
final class Regular {
    private static final String MEAL = "BIRTHDAY-MEAL";
    private static final int MEAL_DAYS = 30;
    private static final int WELCOME_DAYS = 90;

    private final String name;
    private final Diners.Diner diner;
    private final List<String> meals = new ArrayList<>();
    private final List<Coupon> coupons = new ArrayList<>();
    private final List<String> history = new ArrayList<>();
    private String token;
    private long points;
    private String tier = "member";
    private @Nullable LocalDate graceUntil;

    /** Registers somebody new. */
    Regular(String name, LocalDate today, Map<String, Object> birthday) {
        this.name = name;
        diner = Diners.register(Map.of("birthday", birthday));
        token = diner.token();
        coupons.add(new Coupon("WELCOME-20", today.plusDays(WELCOME_DAYS), false));
    }

    private record Coupon(String template, LocalDate validThrough, boolean used) {
        String on(LocalDate today) {
            String state = used ? "USED" : today.isAfter(validThrough) ? "EXPIRED" : "ISSUED";
            return template + " through " + validThrough + " " + state;
        }
    }

    /**
     * All that a member sees, lists newest first.
     *
     * @param balance available, pending, held and debt, in points
     * @param tier the tier's code
     * @param tierOnCard the tier's code as the card shows it
     * @param graceUntil the last day of a grace period
     * @param meals granted birthday meals: for which day, and when
     */
    record State(
            List<Long> balance,
            String tier,
            String tierOnCard,
            @Nullable String graceUntil,
            List<String> meals,
            List<String> coupons,
            List<String> history) {}

    UUID id() {
        return diner.id();
    }

    void signIn() {
        token = Diners.signIn(diner.person().codes())
                .then()
                .statusCode(200)
                .extract()
                .path("tokens.accessToken");
    }

    Regular earns(long more) {
        points += more;
        return this;
    }

    Regular spends(long some) {
        points -= some;
        return this;
    }

    /** The tier changes, or is kept; a grace period is over then. */
    Regular becomes(String code, String line) {
        tier = code;
        graceUntil = null;
        history.addFirst(line);
        return this;
    }

    Regular isWarned(LocalDate until, String figures) {
        graceUntil = until;
        history.addFirst("GRACE " + tier + ">" + tier + " " + figures + " until " + until);
        return this;
    }

    Regular isGrantedMeal(String birthday, LocalDate today) {
        meals.addFirst("birthday " + birthday + " on " + today);
        coupons.addFirst(new Coupon(MEAL, today.plusDays(MEAL_DAYS), false));
        return this;
    }

    Regular hasEatenMeal() {
        coupons.set(0, new Coupon(MEAL, coupons.getFirst().validThrough, true));
        return this;
    }

    /** Compares everything that the API tells with what it has to tell. */
    void check(LocalDate today) {
        List<Long> balance = List.of(points, 0L, 0L, 0L);
        List<String> held = coupons.stream().map(coupon -> coupon.on(today)).toList();
        String grace = graceUntil == null ? null : graceUntil.toString();
        assertThat(told())
                .as("%s on %s", name, today)
                .isEqualTo(new State(balance, tier, tier, grace, List.copyOf(meals), held, List.copyOf(history)));
    }

    private State told() {
        JsonObject balance = get("/v1/me/points").getJsonObject("balance");
        JsonObject standing = get("/v1/me/tier");
        return new State(
                Stream.of("available", "pending", "held", "debt")
                        .map(balance::getLong)
                        .toList(),
                standing.getString("tier"),
                get("/v1/me").getJsonObject("tier").getString("code"),
                standing.getString("graceUntil"),
                objects(get("/v1/me/benefits").getJsonArray("grants"))
                        .map(Regular::meal)
                        .toList(),
                objects(get("/v1/me/coupons?limit=100").getJsonArray("items"))
                        .map(Regular::coupon)
                        .toList(),
                objects(get("/v1/me/tier/history?limit=100").getJsonArray("items"))
                        .map(Regular::line)
                        .toList());
    }

    private static String meal(JsonObject grant) {
        LocalDate granted = OffsetDateTime.parse(grant.getString("grantedAt")).toLocalDate();
        return grant.getString("benefit") + " " + grant.getString("grantedFor") + " on " + granted;
    }

    private static String coupon(JsonObject coupon) {
        return coupon.getString("templateCode") + " through " + coupon.getString("validThrough") + " "
                + coupon.getString("state");
    }

    private static String line(JsonObject change) {
        String until = change.getString("until") == null ? "" : " until " + change.getString("until");
        return change.getString("reason") + " " + change.getString("from") + ">" + change.getString("to") + " "
                + change.getLong("spendFen") + "/" + change.getLong("thresholdFen") + until;
    }

    private static Stream<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast);
    }

    JsonObject get(String path) {
        return new JsonObject(given().auth()
                .oauth2(token)
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .asString());
    }

    /** The latest coupon. */
    String couponId() {
        return get("/v1/me/coupons?limit=1")
                .getJsonArray("items")
                .getJsonObject(0)
                .getString("id");
    }

    /** The code that the till scans. */
    String memberCode() {
        return given().auth()
                .oauth2(token)
                .post("/v1/me/code")
                .then()
                .statusCode(201)
                .extract()
                .path("code");
    }
}
