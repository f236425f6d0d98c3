package dev.huiyuan.contract;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.huiyuan.contract.Contract.Operation;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.testing.Diners;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.StaffTokens;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the contract says of each operation, tried over HTTP. */
@HuiyuanTest
class ContractCallsTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String MALFORMED = "~bad~";

    private final Contract contract = Contract.generated();
    private final Map<String, String> tokens = new HashMap<>();
    private final List<String> findings = new ArrayList<>();
    private @Nullable UUID member;

    @Inject
    StaffTokens staff;

    @Test
    void noExampleOfARequestIsRefusedForItsContent() {
        for (Operation operation : contract.operations()) {
            for (Map.Entry<String, JsonNode> body : operation.bodies()) {
                String text = body.getValue().isTextual()
                        ? body.getValue().asText()
                        : body.getValue().toString();
                Response answer = send(
                        operation, valid(operation).contentType(body.getKey()).body(text), Map.of("dryRun", "true"));
                documented(operation, answer);
                if (answer.statusCode() == 400)
                    findings.add(operation + ": " + answer.asString() + " for its example " + text);
                undo(operation, answer);
            }
        }
        assertThat(findings).isEmpty();
    }

    @Test
    void bodyThatNobodyReadsIsRefused() {
        for (Operation operation : contract.operations()) {
            if (operation.method().equals("GET") || operation.hasBody()) continue;
            Response unknown = send(
                    operation, valid(operation).contentType(ContentType.JSON).body("{\"unexpected\":1}"), Map.of());
            documented(operation, unknown);
            if (!refused(unknown, "validation-failed", "/unexpected"))
                findings.add(operation + ": " + unknown.statusCode() + " " + unknown.asString());
            Response malformed = send(
                    operation, valid(operation).contentType(ContentType.JSON).body("{{{"), Map.of());
            if (!refused(malformed, "request-malformed", null))
                findings.add(operation + ": " + malformed.statusCode() + " " + malformed.asString());
        }
        assertThat(findings).isEmpty();
    }

    @Test
    void emptyObjectIsAsGoodAsNoBody() {
        for (String body : new String[] {"", "{}", " { } "}) {
            plain().auth()
                    .oauth2(token(Role.MEMBER))
                    .contentType(ContentType.JSON)
                    .body(body)
                    .post("/v1/me/code")
                    .then()
                    .statusCode(201);
        }
    }

    @Test
    void malformedParametersAreAnsweredAsDocumented() {
        for (Operation operation : contract.operations()) {
            for (JsonNode parameter : operation.parameters()) {
                String name = parameter.path("name").asText();
                // Nearly every text is a good key, and the request would do something.
                if (name.equals("Idempotency-Key")) continue;
                boolean header = parameter.path("in").asText().equals("header");
                RequestSpecification request = body(operation, header ? authorized(operation) : valid(operation));
                if (header) request.header(name, MALFORMED);
                Response answer = send(operation, request, header ? Map.of() : Map.of(name, MALFORMED));
                documented(operation, answer);
                boolean typed = parameter.path("schema").has("format")
                        || !parameter.path("schema").path("type").asText().equals("string");
                if (typed && !Set.of(400, 404).contains(answer.statusCode()))
                    findings.add(operation + ": " + answer.statusCode() + " for a malformed " + name);
            }
        }
        assertThat(findings).isEmpty();
    }

    @Test
    void unacceptableMediaTypesAreAnsweredAsDocumented() {
        for (Operation operation : contract.operations()) {
            RequestSpecification request = body(operation, valid(operation)).accept("image/png");
            expect(operation, send(operation, request, Map.of()), 406);
            if (operation.hasBody()) {
                request = valid(operation).contentType("image/png").body("picture");
                expect(operation, send(operation, request, Map.of()), 415);
            }
        }
        assertThat(findings).isEmpty();
    }

    @Test
    void callersWithoutPermissionAreAnsweredAsDocumented() {
        for (Operation operation : contract.operations()) {
            if (operation.roles().isEmpty()) continue;
            expect(operation, send(operation, body(operation, plain()), Map.of()), 401);
            String other = List.of(Role.MEMBER, Role.AUDITOR, Role.MARKETING).stream()
                    .filter(role -> !operation.roles().contains(role))
                    .findFirst()
                    .orElse("");
            if (other.isEmpty()) continue;
            RequestSpecification request = body(operation, plain().auth().oauth2(token(other)));
            expect(operation, send(operation, request, Map.of()), 403);
        }
        assertThat(findings).isEmpty();
    }

    @Test
    void answersFollowTheirSchemas() {
        for (Operation operation : contract.operations()) {
            if (!operation.method().equals("GET")) continue;
            documented(operation, send(operation, valid(operation), Map.of()));
        }
        assertThat(findings).isEmpty();
    }

    private void expect(Operation operation, Response answer, int status) {
        documented(operation, answer);
        if (answer.statusCode() != status)
            findings.add(operation + ": " + answer.statusCode() + " instead of " + status + " " + answer.asString());
    }

    private void documented(Operation operation, Response answer) {
        int status = answer.statusCode();
        if (!operation.documents(status)) findings.add(operation + ": " + status + " is not documented");
        else if (status < 300 && answer.contentType().startsWith("application/json"))
            operation.against(status, json(answer)).forEach(error -> findings.add(operation + ": " + error));
    }

    private static JsonNode json(Response answer) {
        try {
            return MAPPER.readTree(answer.asString());
        } catch (JsonProcessingException e) {
            throw new AssertionError(answer.asString(), e);
        }
    }

    private static boolean refused(Response answer, String code, @Nullable String pointer) {
        return answer.statusCode() == 400
                && code.equals(answer.path("code"))
                && (pointer == null || pointer.equals(answer.path("errors[0].pointer")));
    }

    /** What an example did that other tests would notice. */
    private void undo(Operation operation, Response answer) {
        if (answer.statusCode() != 201) return;
        String admin = token(Role.ADMIN);
        if (operation.path().equals("/v1/admin/programme/drafts")) {
            given().auth().oauth2(admin).delete(operation.path() + "/" + answer.path("id"));
        } else if (operation.path().equals("/v1/admin/programme/rollbacks")) {
            given().auth()
                    .oauth2(admin)
                    .header("Idempotency-Key", UUID.randomUUID())
                    .contentType(ContentType.JSON)
                    .body("{\"reason\":\"test\"}")
                    .post("/v1/admin/programme/versions/" + answer.path("version") + "/withdrawals")
                    .then()
                    .statusCode(201);
        }
    }

    /** A request with everything that the contract demands besides body and address. */
    private RequestSpecification valid(Operation operation) {
        RequestSpecification request = authorized(operation).header("Idempotency-Key", UUID.randomUUID());
        boolean versioned = operation.parameters().stream()
                .anyMatch(parameter -> parameter.path("name").asText().equals("If-Match"));
        return versioned ? request.header("If-Match", "\"0\"") : request;
    }

    private RequestSpecification authorized(Operation operation) {
        if (operation.roles().isEmpty()) return plain();
        String role = List.of(Role.REGISTRATION, Role.ADMIN, Role.MEMBER).stream()
                .filter(operation.roles()::contains)
                .findFirst()
                .orElse(Role.CLERK);
        return plain().auth().oauth2(token(role));
    }

    /** A request whose body goes out as it is, whatever its type. */
    private static RequestSpecification plain() {
        EncoderConfig asItIs = EncoderConfig.encoderConfig()
                .defaultContentCharset(UTF_8)
                .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                .encodeContentTypeAs("application/x-ndjson", ContentType.TEXT)
                .encodeContentTypeAs("image/png", ContentType.TEXT);
        return given().config(RestAssuredConfig.config().encoderConfig(asItIs));
    }

    private static RequestSpecification body(Operation operation, RequestSpecification request) {
        if (!operation.hasBody()) {
            // Without it REST Assured calls nothing a form.
            return operation.method().equals("GET") ? request : request.contentType(ContentType.JSON);
        }
        Map.Entry<String, JsonNode> body = operation.bodies().getFirst();
        return request.contentType(body.getKey()).body(body.getValue().toString());
    }

    /** Sends to things that do not exist, but for the member and the store. */
    private Response send(Operation operation, RequestSpecification request, Map<String, String> values) {
        String path = operation.path();
        for (JsonNode parameter : operation.parameters()) {
            String name = parameter.path("name").asText();
            @Nullable String value = values.get(name);
            switch (parameter.path("in").asText()) {
                case "path" -> path = path.replace("{" + name + "}", value == null ? place(operation, name) : value);
                case "query" -> {
                    if (value != null) request.queryParam(name, value);
                }
                default -> {}
            }
        }
        return request.request(operation.method(), path);
    }

    private String place(Operation operation, String name) {
        boolean ofMember = name.equals("memberId") || operation.path().startsWith("/v1/members/{id}");
        return switch (name) {
            case "storeId" -> StaffTokens.STORE.toString();
            case "version" -> "99999";
            case "month" -> "2026-11";
            case "name" -> "nothing";
            default -> (ofMember ? member() : UUID.randomUUID()).toString();
        };
    }

    private UUID member() {
        token(Role.MEMBER);
        return Objects.requireNonNull(member);
    }

    private String token(String role) {
        return tokens.computeIfAbsent(role, wanted -> switch (wanted) {
            case Role.MEMBER -> {
                Diners.Diner diner = Diners.register();
                member = diner.id();
                yield diner.token();
            }
            case Role.REGISTRATION -> Diners.registrationToken(Diners.stranger().codes());
            case Role.CLERK -> staff.clerk(StaffTokens.STORE);
            default -> staff.ofAllStores(wanted);
        });
    }
}
