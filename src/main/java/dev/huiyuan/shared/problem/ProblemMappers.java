package dev.huiyuan.shared.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers every failure of the REST layer with a problem. */
public class ProblemMappers {
    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    @Inject
    ProblemContexts contexts;

    @Inject
    Outages outages;

    private final AllowedMethods methods = new AllowedMethods();

    @ServerExceptionMapper
    public RestResponse<Problem> refusal(ProblemException exception, RoutingContext routing) {
        boolean lost = exception.code() == ProblemCode.OUTCOME_UNKNOWN;
        return answer(lost ? outage(exception.code(), routing).with().retryAfter(1) : exception, routing);
    }

    @ServerExceptionMapper
    public RestResponse<Problem> invalid(ConstraintViolationException exception, RoutingContext routing) {
        return answer(ProblemException.ofFields(ContentErrors.of(exception.getConstraintViolations())), routing);
    }

    @ServerExceptionMapper
    public RestResponse<Problem> unreadable(JsonProcessingException exception, RoutingContext routing) {
        return answer(ContentErrors.of(exception), routing);
    }

    /** Named on its own because Quarkus brings a mapper for exactly this type that shows Java names. */
    @ServerExceptionMapper
    public RestResponse<Problem> mismatched(MismatchedInputException exception, RoutingContext routing) {
        return answer(ContentErrors.of(exception), routing);
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
        if (exception.getCause() instanceof JsonProcessingException json)
            return answer(ContentErrors.of(json), routing);
        // Query parameters that cannot be read: the REST layer holds that their address does not exist.
        if (exception.getCause() instanceof ProblemException refusal) return answer(refusal, routing);
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
        if (problem.status() == 405) response.header(HttpHeaders.ALLOW, methods.ofCurrentAddress());
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
}
