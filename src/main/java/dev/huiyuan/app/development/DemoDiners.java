package dev.huiyuan.app.development;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.huiyuan.programme.ProgrammeService;
import io.quarkus.arc.profile.IfBuildProfile;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * Diners of the demo. They come in as any diner does, through the API: they register in the mini-program and order
 * at the first store. Who is there already stays as they are.
 */
@Singleton
@IfBuildProfile(anyOf = {"dev", "test"})
class DemoDiners {
    private static final String STORE = "01980000-0000-7000-8000-000000000001";

    /**
     * A diner.
     *
     * @param name the name
     * @param phone the mobile number
     * @param birthdayInDays in how many days they have their birthday
     * @param ordersFen what they paid, in fen
     */
    private record Diner(String name, String phone, int birthdayInDays, List<Long> ordersFen) {}

    private static final List<Diner> DINERS = List.of(
            new Diner("林小满", "13900000001", 3, List.of(12_800L, 6_600L)),
            new Diner("周大成", "13900000002", 100, List.of(58_000L)),
            new Diner("陈一", "13900000003", 200, List.of()));

    private final ObjectMapper mapper;
    private final ProgrammeService programme;
    private final Clock clock;
    private final HttpClient client = HttpClient.newHttpClient();

    DemoDiners(ObjectMapper mapper, ProgrammeService programme, Clock clock) {
        this.mapper = mapper;
        this.programme = programme;
        this.clock = clock;
    }

    /** The mobile numbers, as a cashier would type them. */
    static List<String> phones() {
        return DINERS.stream().map(Diner::phone).toList();
    }

    /** Brings in who is not there yet. */
    void visit(URI api, String clerkPassword) throws IOException, InterruptedException {
        for (Diner diner : DINERS) {
            JsonNode codes = post(
                    api, "/simulator/wechat/codes", "", Map.of("user", "demo-" + diner.phone, "phone", diner.phone));
            JsonNode session = post(
                    api,
                    "/v1/auth/wechat/sessions",
                    "",
                    Map.of(
                            "appId",
                            DevelopmentEnvironment.WECHAT_APP_ID,
                            "code",
                            codes.path("loginCode").asText()));
            if (session.path("registered").asBoolean()) continue;
            String registrationToken = session.path("registrationToken").asText();
            JsonNode member = post(
                    api,
                    "/v1/members",
                    registrationToken,
                    registration(diner, codes.path("phoneCode").asText()));
            order(api, clerkPassword, diner, member.path("memberId").asText());
        }
    }

    private Map<String, Object> registration(Diner diner, String phoneCode) {
        LocalDate birthday =
                LocalDate.ofInstant(clock.instant(), programme.zone()).plusDays(diner.birthdayInDays);
        return Map.of(
                "phoneCode",
                phoneCode,
                "consents",
                List.of(Map.of("purpose", "membership", "version", membershipNotice())),
                "pointsProgramme",
                true,
                "memberOffers",
                true,
                "name",
                diner.name,
                "birthday",
                Map.of("month", birthday.getMonthValue(), "day", birthday.getDayOfMonth()),
                "storeId",
                STORE);
    }

    private String membershipNotice() {
        return programme.current().notices().getOrDefault("membership", "");
    }

    private void order(URI api, String clerkPassword, Diner diner, String memberId)
            throws IOException, InterruptedException {
        JsonNode clerk = post(
                api,
                "/v1/auth/staff/sessions",
                "",
                Map.of("userName", "clerk", "password", clerkPassword, "storeId", STORE, "terminalId", "demo"));
        for (Long amountFen : diner.ordersFen) {
            Map<String, Object> order = Map.of(
                    "memberId",
                    memberId,
                    "storeId",
                    STORE,
                    "orderRef",
                    "demo-" + memberId + "-" + amountFen,
                    "channel",
                    "STORE",
                    "amountFen",
                    amountFen,
                    "occurredAt",
                    clock.instant());
            post(api, "/v1/points/accruals", clerk.path("accessToken").asText(), order);
        }
    }

    private JsonNode post(URI api, String path, String token, Map<String, Object> body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(api.resolve(path))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "demo-" + body.hashCode())
                .POST(HttpRequest.BodyPublishers.ofByteArray(mapper.writeValueAsBytes(body)));
        if (!token.isEmpty()) request.header("Authorization", "Bearer " + token);
        HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() >= 300) {
            throw new IOException(path + " answered " + response.statusCode() + " in the demo");
        }
        return mapper.readTree(response.body());
    }
}
