package dev.huiyuan.member;

import static dev.huiyuan.member.NewMembers.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.shared.cache.CacheConfig;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.testing.HuiyuanTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What must not be found in clear, and what other instances must see. */
@HuiyuanTest
class PersonalDataTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final UUID STORE = UUID.fromString("01980000-0000-7000-8000-000000000001");

    @Inject
    NewMembers members;

    @Inject
    TestTokens tokens;

    @Inject
    Pool pool;

    @Inject
    Vertx vertx;

    @Inject
    Redis redis;

    @Inject
    CacheConfig config;

    @Inject
    Clock clock;

    @Inject
    Ids ids;

    @Inject
    CardAssembler assembler;

    @Inject
    MemberIndex index;

    @Inject
    Bindings bindings;

    @Inject
    CareOpener opener;

    @Test
    void nothingPersonalIsStoredInClear() {
        String name = "欧阳" + UUID.randomUUID().toString().substring(0, 8);
        String allergy = "芒果";
        String note = "靠近" + UUID.randomUUID();
        NewMembers.Registered member = members.active();
        String digits = member.phone().e164().substring(3);
        put(member, "profile", "{\"name\": \"" + name + "\", \"version\": 1}");
        put(
                member,
                "preferences",
                "{\"allergies\": [\"" + allergy
                        + "\"], \"healthConsent\": {\"granted\": true, \"noticeVersion\": \"2026-01\"}, \"version\": 0}");
        given().auth()
                .oauth2(tokens.staff(Role.CLERK, STORE, "till-1"))
                .contentType("application/json")
                .header("Idempotency-Key", "n-" + member.id())
                .body("{\"text\": \"" + note + "\"}")
                .post("/v1/members/{id}/notes", member.id())
                .then()
                .statusCode(201);

        // The outbox removes the card once more after each write, so it is looked up until it stays.
        String cacheKey = CachedCard.name(member.id());
        Awaitility.await().atMost(SOON).until(() -> {
            lookUp(digits);
            return redisDump().contains(cacheKey);
        });
        for (String dump : List.of(databaseDump(), redisDump())) {
            assertThat(dump).contains(member.id().toString());
            assertThat(dump)
                    .doesNotContain(digits)
                    .doesNotContain(name)
                    .doesNotContain(allergy)
                    .doesNotContain(note);
        }
    }

    @Test
    void otherInstanceShowsAChangeWithinATenthOfASecond() {
        MemberCards other = new MemberCards(vertx, redis, config, clock, ids, assembler, index, bindings, opener);
        other.node().start();
        try {
            NewMembers.Registered member = members.active();
            assertThat(text(other, member.id())).contains("\"段*\"");

            put(member, "profile", "{\"name\": \"王小二\", \"version\": 1}");

            Awaitility.await()
                    .pollInterval(Duration.ofMillis(2))
                    .atMost(Duration.ofMillis(100))
                    .until(() -> text(other, member.id()).contains("\"王**\""));
        } finally {
            other.node().stop();
        }
    }

    @Test
    void consentsAndLookupsCannotBeRewritten() {
        members.active();
        for (String statement : List.of(
                "update member_consent set granted = false",
                "delete from member_consent",
                "truncate member_consent",
                "update member_lookup_log set at = now()",
                "delete from member_lookup_log")) {
            String outcome = await(pool.query(statement)
                    .execute()
                    .map(rows -> "changed")
                    .onFailure()
                    .recoverWithItem(failure -> String.valueOf(failure.getMessage())));
            assertThat(outcome).contains("append-only");
        }
    }

    private void put(NewMembers.Registered member, String what, String body) {
        given().auth()
                .oauth2(tokens.member(member.id()))
                .contentType("application/json")
                .body(body)
                .put("/v1/me/" + what)
                .then()
                .statusCode(200);
    }

    private void lookUp(String phone) {
        given().auth()
                .oauth2(tokens.staff(Role.CLERK, STORE, "till-1"))
                .contentType("application/json")
                .body("{\"phone\": \"" + phone + "\"}")
                .post("/v1/members/lookups")
                .then()
                .statusCode(200);
    }

    private static String text(MemberCards cards, UUID memberId) {
        return new String(await(cards.card(memberId)), StandardCharsets.UTF_8);
    }

    /** Every row of every table. */
    private String databaseDump() {
        List<String> tables = await(pool.query(
                        "select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'")
                .execute()
                .map(rows -> rows.stream().map(row -> row.getString(0)).toList()));
        StringBuilder dump = new StringBuilder();
        for (String table : tables) {
            String text = await(pool.query("select coalesce(string_agg(t::text, E'\\n'), '') from \"" + table + "\" t")
                    .execute()
                    .map(rows -> rows.iterator().next().getString(0)));
            dump.append(text);
        }
        return dump.toString();
    }

    /** Every key with its value. */
    private String redisDump() {
        List<String> keys = new ArrayList<>();
        send(Request.cmd(Command.KEYS).arg("huiyuan:*")).forEach(key -> keys.add(key.toString()));
        StringBuilder dump = new StringBuilder();
        for (String key : keys) {
            @Nullable Response value = sendOrNull(Request.cmd(Command.GET).arg(key));
            dump.append(key)
                    .append('=')
                    .append(value == null ? "" : value.toString(StandardCharsets.UTF_8))
                    .append('\n');
        }
        return dump.toString();
    }

    private Response send(Request request) {
        return java.util.Objects.requireNonNull(sendOrNull(request));
    }

    private @Nullable Response sendOrNull(Request request) {
        return Uni.createFrom()
                .completionStage(redis.send(request).toCompletionStage())
                .await()
                .atMost(SOON);
    }
}
