package dev.huiyuan.shared.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Answers every failure of the REST layer with a problem. */
public class ProblemMappers {
    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    @Inject
    ProblemContexts contexts;

    @Inject
    Outages outages;

    @ServerExceptionMapper
    public RestResponse<Problem> refusal(ProblemException exception, RoutingContext routing) {
        boolean lost = exception.code() == ProblemCode.OUTCOME_UNKNOWN;
        return answer(lost ? outage(exception.code(), routing).with().retryAfter(1) : exception, routing);
    }

    @ServerExceptionMapper
    public RestResponse<Problem> invalid(ConstraintViolationException exception, RoutingContext routing) {
        return answer(
                ProblemException.ofFields(exception.getConstraintViolations().stream()
                        .map(ProblemMappers::fieldError)
                        .sorted(java.util.Comparator.comparing(FieldError::pointer))
                        .toList()),
                routing);
    }

    @ServerExceptionMapper
    public RestResponse<Problem> unreadable(JsonProcessingException exception, RoutingContext routing) {
        return answer(ofJson(exception), routing);
    }

    /** Named on its own because Quarkus brings a mapper for exactly this type that shows Java names. */
    @ServerExceptionMapper
    public RestResponse<Problem> mismatched(MismatchedInputException exception, RoutingContext routing) {
        return answer(ofJson(exception), routing);
    }

    @ServerExceptionMapper
    public RestResponse<Problem> unauthorized(UnauthorizedException exception, RoutingContext routing) {
        return answer(ProblemCode.UNAUTHENTICATED.with(), routing);
    }

    @ServerExceptionMapper
    public RestResponse<Problem> authenticationFailed(AuthenticationFailedException exception, RoutingContext routing) {
        return answer(ProblemCode.TOKEN_INVALID.with(), routing);
    }

    @ServerExceptionMapper
    public RestResponse<Problem> forbidden(ForbiddenException exception, RoutingContext routing) {
        return answer(ProblemCode.FORBIDDEN.with(), routing);
    }

    @ServerExceptionMapper
    public RestResponse<Problem> poolBusy(ConnectionPoolTooBusyException exception, RoutingContext routing) {
        return answer(ProblemCode.OVERLOADED.with().retryAfter(1), routing);
    }

    @ServerExceptionMapper
    public RestResponse<Problem> web(WebApplicationException exception, RoutingContext routing) {
        if (exception.getCause() instanceof JsonProcessingException json) return answer(ofJson(json), routing);
        return answer(ofStatus(exception.getResponse().getStatus(), exception), routing);
    }

    @ServerExceptionMapper
    public RestResponse<Problem> unexpected(Throwable failure, RoutingContext routing) {
        if (failure.getCause() instanceof ProblemException refusal) return answer(refusal, routing);
        String traceId = contexts.of(routing).traceId();
        return outages.meaning(failure)
                .map(meaning -> {
                    LOG.warnf("request met an outage, trace id %s: %s", traceId, failure);
                    return answer(outage(meaning, routing).with().retryAfter(1), routing);
                })
                .orElseGet(() -> {
                    LOG.errorf(failure, "request failed, trace id %s", traceId);
                    return answer(ProblemCode.INTERNAL_ERROR.with(), routing);
                });
    }

    /** Who only reads need not ask what has happened. */
    private static ProblemCode outage(ProblemCode meaning, RoutingContext routing) {
        String method = routing.request().method().name();
        return READING.contains(method) ? ProblemCode.OVERLOADED : meaning;
    }

    private RestResponse<Problem> answer(ProblemException exception, RoutingContext routing) {
        Problem problem = contexts.of(routing).render(exception);
        RestResponse.ResponseBuilder<Problem> response = RestResponse.ResponseBuilder.<Problem>create(problem.status())
                .entity(problem)
                .header(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
        if (problem.retryAfterSeconds() != null) response.header(HttpHeaders.RETRY_AFTER, problem.retryAfterSeconds());
        if (problem.status() == 401) response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        return response.build();
    }

    private static ProblemException ofStatus(int status, Throwable cause) {
        return switch (status) {
            case 401 -> ProblemCode.UNAUTHENTICATED.with();
            case 403 -> ProblemCode.FORBIDDEN.with();
            case 404 -> ProblemCode.NOT_FOUND.with();
            case 405 -> ProblemCode.METHOD_NOT_ALLOWED.with();
            case 406 -> ProblemCode.NOT_ACCEPTABLE.with();
            case 413 -> ProblemCode.PAYLOAD_TOO_LARGE.with();
            case 415 -> ProblemCode.UNSUPPORTED_MEDIA_TYPE.with();
            case 503 -> ProblemCode.OVERLOADED.with().retryAfter(1);
            default -> {
                if (status < 500) yield ProblemCode.REQUEST_MALFORMED.with();
                LOG.error("request failed", cause);
                yield ProblemCode.INTERNAL_ERROR.with();
            }
        };
    }

    private static ProblemException ofJson(JsonProcessingException exception) {
        // A record that refuses its own content: at the root of the body there is no path.
        if (exception.getCause() instanceof ProblemException refusal) return refusal;
        if (!(exception instanceof JsonMappingException mapping)
                || mapping.getPath().isEmpty()) {
            return ProblemCode.REQUEST_MALFORMED.with();
        }
        String pointer = JsonPointers.of(mapping.getPath().stream()
                .map(step -> step.getFieldName() == null ? Integer.toString(step.getIndex()) : step.getFieldName())
                .toArray());
        return switch (exception) {
            case UnrecognizedPropertyException unknown -> ProblemException.ofField(pointer, "unknown", "unknown field");
            case InvalidFormatException format -> ProblemException.ofField(pointer, "format", "malformed value");
            default -> ProblemException.ofField(pointer, "type", "missing value or wrong type");
        };
    }

    private static FieldError fieldError(ConstraintViolation<?> violation) {
        String constraint = violation
                .getConstraintDescriptor()
                .getAnnotation()
                .annotationType()
                .getSimpleName()
                .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
        String code = switch (constraint) {
            case "not-null", "not-blank", "not-empty" -> "required";
            case "min", "max", "size", "positive", "positive-or-zero" -> "out-of-range";
            case "pattern" -> "format";
            default -> constraint;
        };
        return new FieldError(pointer(violation.getPropertyPath()), code, violation.getMessage());
    }

    /** The path without the Java method and parameter that Bean Validation puts in front. */
    private static String pointer(Path path) {
        List<Path.Node> nodes = StreamSupport.stream(path.spliterator(), false).toList();
        String inBody = nodes.stream()
                .filter(node ->
                        node.getKind() == ElementKind.PROPERTY || node.getKind() == ElementKind.CONTAINER_ELEMENT)
                .map(ProblemMappers::step)
                .collect(Collectors.joining());
        if (!inBody.isEmpty()) return inBody;
        @Nullable String last = nodes.isEmpty() ? null : nodes.getLast().getName();
        return last == null ? "" : last;
    }

    private static String step(Path.Node node) {
        String index = node.getIndex() == null ? "" : "/" + node.getIndex();
        return node.getKind() == ElementKind.PROPERTY ? index + "/" + node.getName() : index;
    }
}
