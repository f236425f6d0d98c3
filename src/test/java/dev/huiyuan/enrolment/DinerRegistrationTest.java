package dev.huiyuan.enrolment;

import static dev.huiyuan.testing.Diners.registration;
import static dev.huiyuan.testing.Diners.registrationToken;
import static dev.huiyuan.testing.Diners.signIn;
import static dev.huiyuan.testing.Diners.stranger;
import static dev.huiyuan.testing.Diners.submit;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import dev.huiyuan.testing.Diners;
import dev.huiyuan.testing.Diners.Codes;
import dev.huiyuan.testing.Diners.Diner;
import dev.huiyuan.testing.Diners.Person;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.MovableClock;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@HuiyuanTest
class DinerRegistrationTest {
    private static final int PARALLEL = 20;

    private final People people;

    private final MovableClock clock;

    DinerRegistrationTest(People people, MovableClock clock) {
        this.people = people;
        this.clock = clock;
    }

    @Test
    void newDinerGetsTokensCardWelcomeCouponAndHearsTheBenefits() {
        Codes codes = stranger().codes();
        Response answer = submit(registrationToken(codes), registration(codes, Map.of("name", "小段")));
        answer.then()
                .statusCode(201)
                .body("tokens.accessToken", notNullValue())
                .body("tokens.refreshToken", notNullValue())
                .body("card.tier.code", equalTo("member"))
                .body("granted", hasSize(1))
                .body("granted[0].templateCode", equalTo("WELCOME-20"))
                .body("benefits.code", hasItems("birthday-meal", "member-day"));
        UUID member = UUID.fromString(answer.path("memberId"));
        assertThat(people.completeness(member)).isEqualTo(1);
        assertThat(people.welcomeCoupons(member)).isEqualTo(1);
        given().auth()
                .oauth2(answer.path("tokens.accessToken"))
                .get("/v1/me/benefits")
                .then()
                .statusCode(200);
    }

    @Test
    void returningDinerSignsInWithoutRegistering() {
        Diner diner = Diners.register();
        signIn(diner.person().codes())
                .then()
                .statusCode(200)
                .body("registered", equalTo(true))
                .body("tokens.accessToken", notNullValue())
                .body("registrationToken", equalTo(null));
    }

    @Test
    void unknownCodeIsRefused() {
        signIn(new Codes("login-nonsense", "")).then().statusCode(401).body("code", equalTo("wechat-code-invalid"));
        Codes codes = stranger().codes();
        submit(registrationToken(codes), registration(codes, Map.of("phoneCode", "phone-nonsense")))
                .then()
                .statusCode(401)
                .body("code", equalTo("wechat-code-invalid"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"code": "%s"}                                      | /appId | required
            {"appId": "wx-demo"}                                | /code  | required
            {"appId": "wx-demo", "code": ""}                    | /code  | format
            {"appId": "wx-demo", "code": "%s", "phone": "138"}  | /phone | unknown
            """)
    void malformedSessionIsRefusedAndUsesNoCodeUp(String body, String pointer, String code) {
        Codes codes = stranger().codes();
        openSession(body.replace("%s", codes.loginCode()))
                .then()
                .statusCode(400)
                .body("code", equalTo("validation-failed"))
                .body("errors[0].pointer", equalTo(pointer))
                .body("errors[0].code", equalTo(code));
        signIn(codes).then().statusCode(200).body("registered", equalTo(false));
    }

    @Test
    void unknownAppIsRefusedAndUsesNoCodeUp() {
        Codes codes = stranger().codes();
        openSession("{\"appId\": \"wx-stranger\", \"code\": \"" + codes.loginCode() + "\"}")
                .then()
                .statusCode(422)
                .body("code", equalTo("wechat-app-unknown"));
        signIn(codes).then().statusCode(200).body("registered", equalTo(false));
    }

    @Test
    void usedCodeIsGoodForFiveMinutesOnly() {
        Person person = stranger();
        Codes codes = person.codes();
        signIn(codes).then().statusCode(200);
        signIn(codes).then().statusCode(200);
        clock.advance(Duration.ofMinutes(6));
        signIn(codes)
                .then()
                .statusCode(401)
                .body("code", equalTo("wechat-code-invalid"))
                .body("registrationToken", equalTo(null));
        signIn(person.codes()).then().statusCode(200).body("registrationToken", notNullValue());
    }

    @Test
    void registrationIsRepeatedAfterACrashWithTheSameCodes() {
        Codes codes = stranger().codes();
        registrationToken(codes);
        String token = registrationToken(codes);
        Response first = submit(token, registration(codes, Map.of()));
        first.then().statusCode(201);
        Response again = submit(token, registration(codes, Map.of()));
        again.then()
                .statusCode(200)
                .body("memberId", equalTo(first.path("memberId")))
                .body("tokens.accessToken", notNullValue())
                .body("granted", empty());
        assertThat(people.welcomeCoupons(UUID.fromString(first.path("memberId"))))
                .isEqualTo(1);
        signIn(codes).then().statusCode(200).body("registered", equalTo(true));
    }

    @Test
    void phoneOfAnotherWechatAccountIsRefused() {
        Diner first = Diners.register();
        Codes codes =
                new Person("other-" + first.person().user(), first.person().phone()).codes();
        submit(registrationToken(codes), registration(codes, Map.of()))
                .then()
                .statusCode(409)
                .body("code", equalTo("phone-taken"));
        signIn(codes).then().body("registered", equalTo(false));
    }

    @Test
    void oneDinerRegisteringInParallelIsOneMember() throws Exception {
        Codes codes = stranger().codes();
        String token = registrationToken(codes);
        List<Response> answers = parallel(i -> submit(token, registration(codes, Map.of())));
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 201).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 200).hasSize(PARALLEL - 1);
        assertThat(answers.stream()
                        .map(answer -> answer.<String>path("memberId"))
                        .distinct())
                .hasSize(1);
        UUID member = UUID.fromString(answers.getFirst().path("memberId"));
        assertThat(people.welcomeCoupons(member)).isEqualTo(1);
    }

    @Test
    void twentyAccountsRegisteringOnePhoneInParallelAreOneMember() throws Exception {
        String phone = Diners.randomPhone();
        List<Codes> codes = IntStream.range(0, PARALLEL)
                .mapToObj(i -> new Person("user-" + phone + "-" + i, phone).codes())
                .toList();
        List<String> tokens = codes.stream().map(Diners::registrationToken).toList();
        long before = people.members();
        List<Response> answers = parallel(i -> submit(tokens.get(i), registration(codes.get(i), Map.of())));
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 201).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.statusCode() == 409)
                .hasSize(PARALLEL - 1)
                .allSatisfy(answer -> assertThat(answer.<String>path("code")).isEqualTo("phone-taken"));
        assertThat(people.members()).isEqualTo(before + 1);
    }

    @Test
    void welcomeCouponIsGivenOncePerPersonAlsoAfterComingBack() {
        Diner diner = Diners.register();
        people.release(diner.id());
        Codes codes = diner.person().codes();
        submit(registrationToken(codes), registration(codes, Map.of()))
                .then()
                .statusCode(201)
                .body("memberId", not(equalTo(diner.id().toString())))
                .body("granted", empty());
    }

    @Test
    void knownInviterIsTakenAndAnUnknownOneRefused() {
        Codes first = stranger().codes();
        String inviter =
                submit(registrationToken(first), registration(first, Map.of())).path("card.memberNo");
        Diners.register(Map.of("inviterMemberNo", inviter, "scene", "friend"));
        Codes codes = stranger().codes();
        submit(registrationToken(codes), registration(codes, Map.of("inviterMemberNo", "100000000000")))
                .then()
                .statusCode(422)
                .body("code", equalTo("inviter-unknown"))
                .body("errors[0].pointer", equalTo("/inviterMemberNo"));
    }

    @Test
    void registrationNeedsARegistrationToken() {
        Codes codes = stranger().codes();
        given().contentType("application/json")
                .body(registration(codes, Map.of()))
                .post("/v1/members")
                .then()
                .statusCode(401);
        submit(Diners.register().token(), registration(codes, Map.of())).then().statusCode(403);
    }

    private static Response openSession(String body) {
        return given().contentType("application/json").body(body).post("/v1/auth/wechat/sessions");
    }

    private static List<Response> parallel(IntFunction<Response> call) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(PARALLEL)) {
            List<Callable<Response>> calls = IntStream.range(0, PARALLEL)
                    .<Callable<Response>>mapToObj(i -> () -> call.apply(i))
                    .toList();
            List<Future<Response>> futures = threads.invokeAll(calls);
            List<Response> answers = new ArrayList<>();
            for (Future<Response> future : futures) answers.add(future.get());
            return answers;
        }
    }
}
