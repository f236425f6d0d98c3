package dev.huiyuan.app.contract;

import dev.huiyuan.shared.idempotency.IdempotencyKeys;
import dev.huiyuan.shared.problem.Problem;
import dev.huiyuan.shared.problem.ProblemCode;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/**
 * Adds to each operation the problems that it can answer with: those it names itself and those that follow from how
 * it is declared. A status that has only general problems refers to one shared response.
 */
final class ContractProblems {
    private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
    /** Beyond this many codes an answer is rarely shared. */
    private static final int MAX_SHARED = 3;

    private static final String REPLAYED = "Idempotency-Replayed";
    private static final String RETRY_AFTER = "Retry-After";

    private final Components components;

    ContractProblems(OpenAPI api) {
        components = api.getComponents();
    }

    /** Defines what the operations refer to: the problem's schema, one example a code, and the shared headers. */
    void define() {
        components.addSchema("Problem", ProblemSchemas.problem());
        components.addSchema("FieldError", ProblemSchemas.fieldError());
        components.addParameter(IdempotencyKeys.HEADER, idempotencyKey());
        components.addHeader(RETRY_AFTER, header("Seconds after which to try again", SchemaType.INTEGER, 1));
        components.addHeader(REPLAYED, header("`true` where this repeats an earlier answer", SchemaType.BOOLEAN, true));
        components.addHeader("WWW-Authenticate", header("The accepted scheme", SchemaType.STRING, "Bearer"));
    }

    /** Adds the problem responses, and the header parameter where a key is demanded. */
    void answer(Operations.Placed placed, Declared declared) {
        Operation operation = placed.operation();
        if (declared.idempotent()) {
            operation.addParameter(OASFactory.createParameter().ref(IdempotencyKeys.HEADER));
            markReplays(operation);
        }
        Set<ProblemCode> all = EnumSet.copyOf(general(placed, declared));
        all.addAll(declared.problems());
        Map<Integer, List<ProblemCode>> byStatus =
                all.stream().collect(Collectors.groupingBy(ProblemCode::status, TreeMap::new, Collectors.toList()));
        if (operation.getResponses() == null) operation.setResponses(OASFactory.createAPIResponses());
        byStatus.forEach((status, codes) -> add(operation.getResponses(), status, codes));
    }

    private static Collection<ProblemCode> general(Operations.Placed placed, Declared declared) {
        Operation operation = placed.operation();
        List<ProblemCode> codes = new ArrayList<>(
                List.of(ProblemCode.INTERNAL_ERROR, ProblemCode.OVERLOADED, ProblemCode.NOT_ACCEPTABLE));
        if (!declared.roles().isEmpty()) {
            codes.addAll(List.of(ProblemCode.UNAUTHENTICATED, ProblemCode.TOKEN_INVALID, ProblemCode.FORBIDDEN));
        }
        codes.addAll(ofParameters(operation, declared));
        // Also without a body of its own: then it refuses any other than the empty object.
        if (placed.method() != HttpMethod.GET) {
            codes.addAll(List.of(
                    ProblemCode.REQUEST_MALFORMED,
                    ProblemCode.VALIDATION_FAILED,
                    ProblemCode.PAYLOAD_TOO_LARGE,
                    ProblemCode.UNSUPPORTED_MEDIA_TYPE));
        }
        if (declared.idempotent()) {
            codes.addAll(List.of(
                    ProblemCode.IDEMPOTENCY_KEY_MISSING,
                    ProblemCode.IDEMPOTENCY_KEY_INVALID,
                    ProblemCode.IDEMPOTENCY_KEY_REUSED,
                    ProblemCode.IDEMPOTENCY_IN_PROGRESS,
                    ProblemCode.OUTCOME_UNKNOWN));
        }
        return codes;
    }

    private static List<ProblemCode> ofParameters(Operation operation, Declared declared) {
        List<ProblemCode> codes = new ArrayList<>();
        List<Parameter> parameters = operation.getParameters() == null ? List.of() : operation.getParameters();
        if (parameters.stream().anyMatch(parameter -> parameter.getIn() == Parameter.In.PATH)) {
            codes.add(ProblemCode.NOT_FOUND);
        }
        if (parameters.stream().anyMatch(ContractProblems::isChecked)) {
            codes.add(ProblemCode.VALIDATION_FAILED);
        }
        if (parameters.stream().anyMatch(parameter -> "cursor".equals(parameter.getName()))) {
            codes.add(ProblemCode.CURSOR_INVALID);
        }
        if (parameters.stream().anyMatch(parameter -> HttpHeaders.IF_MATCH.equals(parameter.getName()))) {
            codes.add(ProblemCode.VERSION_STALE);
            // A key already keeps a change from being made twice: the version may be left out there.
            if (!declared.idempotent()) codes.add(ProblemCode.VERSION_REQUIRED);
        }
        return codes;
    }

    private static boolean isChecked(Parameter parameter) {
        return parameter.getIn() == Parameter.In.QUERY || HttpHeaders.IF_MATCH.equals(parameter.getName());
    }

    /** Operations that answer a status with the same codes share one response. */
    private void add(APIResponses responses, int status, List<ProblemCode> codes) {
        String name = codes.stream().map(ProblemCode::code).collect(Collectors.joining("_or_"));
        if (codes.size() > MAX_SHARED) {
            responses.addAPIResponse(Integer.toString(status), response(status, codes));
            return;
        }
        if (components.getResponses() == null || !components.getResponses().containsKey(name)) {
            components.addResponse(name, response(status, codes));
        }
        responses.addAPIResponse(
                Integer.toString(status), OASFactory.createAPIResponse().ref(name));
    }

    private APIResponse response(int status, List<ProblemCode> codes) {
        MediaType problem =
                OASFactory.createMediaType().schema(OASFactory.createSchema().ref("Problem"));
        for (ProblemCode code : codes) {
            defineExample(code);
            problem.addExample(code.code(), OASFactory.createExample().ref(code.code()));
        }
        APIResponse response = OASFactory.createAPIResponse()
                .description(codes.stream()
                        .map(code -> "`" + code.code() + "`: " + code.title(Locale.ENGLISH))
                        .collect(Collectors.joining("; ")))
                .content(OASFactory.createContent().addMediaType(Problem.MEDIA_TYPE, problem));
        if (status == 401) response.addHeader("WWW-Authenticate", reference("WWW-Authenticate"));
        if (status == 429 || status == 503 || codes.contains(ProblemCode.IDEMPOTENCY_IN_PROGRESS)) {
            response.addHeader(RETRY_AFTER, reference(RETRY_AFTER));
        }
        return response;
    }

    private void defineExample(ProblemCode code) {
        if (components.getExamples() != null && components.getExamples().containsKey(code.code())) return;
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("type", code.type());
        value.put("title", code.title(Locale.CHINESE));
        value.put("status", code.status());
        value.put("detail", code.detail(Locale.CHINESE, 7));
        value.put("code", code.code());
        value.put("traceId", TRACE_ID);
        if (code == ProblemCode.VALIDATION_FAILED) {
            value.put("errors", List.of(fieldError()));
        }
        components.addExample(
                code.code(),
                OASFactory.createExample().summary(code.title(Locale.ENGLISH)).value(value));
    }

    /** In a fixed order: the contract's bytes must not change from build to build. */
    private static Map<String, Object> fieldError() {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("pointer", "/amountFen");
        error.put("code", "out-of-range");
        error.put("detail", "必须大于或等于0");
        return error;
    }

    private void markReplays(Operation operation) {
        if (operation.getResponses() == null || operation.getResponses().getAPIResponses() == null) return;
        operation.getResponses().getAPIResponses().forEach((status, response) -> {
            if (status.startsWith("2")) response.addHeader(REPLAYED, reference(REPLAYED));
        });
    }

    private static Parameter idempotencyKey() {
        return OASFactory.createParameter()
                .name(IdempotencyKeys.HEADER)
                .in(Parameter.In.HEADER)
                .required(true)
                .description("Names this request: the same key with the same body has one effect and one answer")
                .schema(OASFactory.createSchema()
                        .addType(SchemaType.STRING)
                        .minLength(1)
                        .maxLength(255)
                        .pattern("^[!-~]+$"))
                .example("order-20261121-0001");
    }

    private static Header header(String description, SchemaType type, Object example) {
        return OASFactory.createHeader()
                .description(description)
                .schema(OASFactory.createSchema().addType(type))
                .example(example);
    }

    private static Header reference(String name) {
        return OASFactory.createHeader().ref(name);
    }

    /** Every code that the contract knows, sorted. */
    static List<Object> codes() {
        return Arrays.stream(ProblemCode.values())
                .map(ProblemCode::code)
                .sorted()
                .collect(Collectors.toList());
    }
}
