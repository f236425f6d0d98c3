package dev.huiyuan.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.testing.Api;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.Parallel;
import io.quarkus.test.common.http.TestHTTPResource;
import jakarta.inject.Inject;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Replays a real purchase history (CDNOW, a sample of 2,357 customers published by Hardie and Fader) through the
 * public API: at its own dates, from many connections, every purchase twice and in no order.
 */
@HuiyuanTest
class PurchaseHistoryReplayTest {
    private static final Path FILE = Path.of("../shared/data/cdnow/CDNOW_sample.txt");
    private static final int CUSTOMERS = 2_357;
    private static final int PURCHASES = 6_919;
    private static final int CONNECTIONS = 64;
    private static final String STORE = "01980000-0000-7000-8000-000000000001";
    private static final int BIRTHDAY_FACTOR = 2;

    @Inject
    TestTokens tokens;

    @TestHTTPResource
    @Nullable
    URI address;

    private record Purchase(int line, int customer, LocalDate date, long amountFen) {}

    @Test
    void everyPurchaseCountsOnceHoweverOftenItIsDelivered() throws IOException {
        assumeTrue(Files.exists(FILE), "the purchase history is not beside this checkout");
        List<Purchase> purchases = read();
        assertThat(purchases).hasSize(PURCHASES);
        String base = String.valueOf(address);
        Api api = new Api(base.substring(0, base.length() - 1));
        String admin = tokens.staffOfAllStores("admin");
        String importer = importCredential(api, admin);
        Map<Integer, String> members = register(api, importer);

        List<Integer> booked = replay(api, importer, members, purchases, "first");
        assertThat(booked.stream().filter(status -> status == 201)).hasSize(PURCHASES);
        assertThat(booked.stream().filter(status -> status == 200)).hasSize(PURCHASES);
        Map<Integer, String> balances = balances(api, admin, members);
        assertThat(points(balances)).isEqualTo(expected(purchases));
        assertBooksBalance(api, admin);

        List<Integer> repeated = replay(api, importer, members, purchases, "second");
        assertThat(repeated).containsOnly(200);
        assertThat(balances(api, admin, members)).isEqualTo(balances);
        assertBooksBalance(api, admin);
    }

    private static List<Purchase> read() throws IOException {
        List<Purchase> purchases = new ArrayList<>();
        for (String line : Files.readAllLines(FILE)) {
            String[] fields = line.strip().split(" +", -1);
            purchases.add(new Purchase(
                    purchases.size() + 1,
                    Integer.parseInt(fields[1]),
                    LocalDate.parse(fields[2], DateTimeFormatter.BASIC_ISO_DATE),
                    new BigDecimal(fields[4]).movePointRight(2).longValueExact()));
        }
        return purchases;
    }

    private static String importCredential(Api api, String admin) {
        Api.Reply made = api.post(
                        "/v1/admin/credentials",
                        admin,
                        "{\"kind\":\"IMPORT\",\"label\":\"purchase history\",\"storeIds\":[],\"allStores\":true}")
                .expect(201);
        String session = "{\"clientId\":\"%s\",\"clientSecret\":\"%s\"}"
                .formatted(made.json().at("/credential/clientId").asText(), made.text("clientSecret"));
        return api.post("/v1/auth/partner/sessions", null, session).expect(201).text("accessToken");
    }

    /** Every third customer has a birthday, in a month of the year in turn. */
    private static int birthdayMonth(int customer) {
        return customer % 3 == 0 ? customer % 12 + 1 : 0;
    }

    private static Map<Integer, String> register(Api api, String importer) {
        List<Callable<String>> calls = new ArrayList<>();
        for (int customer = 1; customer <= CUSTOMERS; customer++) {
            int month = birthdayMonth(customer);
            String birthday = month == 0 ? "" : ",\"birthday\":{\"month\":%d,\"day\":15}".formatted(month);
            String body = "{\"phone\":\"1990000%04d\",\"registeredAt\":\"1996-12-31T00:00:00+08:00\"%s}"
                    .formatted(customer, birthday);
            calls.add(() -> api.post("/v1/members", importer, body).expect(201).text("memberId"));
        }
        List<String> ids = Parallel.limited(CONNECTIONS, calls);
        Map<Integer, String> members = new HashMap<>();
        for (int customer = 1; customer <= CUSTOMERS; customer++) members.put(customer, ids.get(customer - 1));
        assertThat(members.values()).doesNotHaveDuplicates();
        return members;
    }

    private static List<Integer> replay(
            Api api, String importer, Map<Integer, String> members, List<Purchase> purchases, String round) {
        List<Callable<Integer>> deliveries = new ArrayList<>();
        for (int delivery = 1; delivery <= 2; delivery++) {
            for (Purchase purchase : purchases) {
                String key = "%s-%d-%d".formatted(round, delivery, purchase.line);
                String body = """
                        {"memberId":"%s","storeId":"%s","orderRef":"%d","channel":"STORE","amountFen":%d,
                         "occurredAt":"%sT12:00:00+08:00"}
                        """.formatted(
                        members.get(purchase.customer), STORE, purchase.line, purchase.amountFen, purchase.date);
                deliveries.add(() ->
                        api.post("/v1/points/accruals", importer, key, body).status());
            }
        }
        Collections.shuffle(deliveries, new Random(1997));
        return Parallel.limited(CONNECTIONS, deliveries);
    }

    private static Map<Integer, String> balances(Api api, String admin, Map<Integer, String> members) {
        List<Callable<Map.Entry<Integer, String>>> calls = new ArrayList<>();
        members.forEach((customer, id) -> calls.add(() -> Map.entry(
                customer,
                api.get("/v1/members/" + id + "/points", admin).expect(200).body())));
        Map<Integer, String> balances = new TreeMap<>();
        Parallel.limited(CONNECTIONS, calls).forEach(entry -> balances.put(entry.getKey(), entry.getValue()));
        return balances;
    }

    private static Map<Integer, Long> points(Map<Integer, String> balances) {
        Map<Integer, Long> points = new TreeMap<>();
        balances.forEach((customer, body) -> points.put(
                customer,
                new Api.Reply(200, body, false).json().at("/balance/available").asLong(-1)));
        return points;
    }

    private static Map<Integer, Long> expected(List<Purchase> purchases) {
        Map<Integer, Long> points = new TreeMap<>();
        for (Purchase purchase : purchases) {
            boolean birthday = purchase.date.getMonthValue() == birthdayMonth(purchase.customer);
            // The rule multiplies before it rounds: floor(29.33 yuan x 2) is 58.
            points.merge(purchase.customer, purchase.amountFen * (birthday ? BIRTHDAY_FACTOR : 1) / 100, Long::sum);
        }
        return points;
    }

    private static void assertBooksBalance(Api api, String admin) {
        Api.Reply audit = api.get("/v1/admin/ledger/audit", admin).expect(200);
        assertThat(audit.json().path("balanced").asBoolean()).as(audit.body()).isTrue();
        assertThat(audit.json().path("differences")).isEmpty();
    }
}
