package dev.huiyuan.identity.platform;

import dev.huiyuan.shared.crypto.PhoneNumber;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Sends codes to phones through the configured gateway. */
@ApplicationScoped
public class SmsGateway {
    private static final Logger LOG = Logger.getLogger(SmsGateway.class);
    private static final int RETRY_SECONDS = 60;

    private final PlatformHttp http;
    private final SmsConfig config;

    SmsGateway(PlatformHttp http, SmsConfig config) {
        this.http = http;
        this.config = config;
    }

    /**
     * Sends a code once; a message is never repeated on our own account.
     *
     * @param template what the message says, by the purpose of the code
     * @return problem {@code sms-unavailable} unless the gateway took the message
     */
    public Uni<Void> send(PhoneNumber phone, String template, String code) {
        if (config.url().isEmpty()) return Uni.createFrom().failure(unavailable("huiyuan.sms.url is not set"));
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(config.url().get().toString())
                .putHeader("Content-Type", "application/json");
        config.authorization().ifPresent(value -> request.putHeader("Authorization", value));
        Buffer message = new JsonObject()
                .put("phone", phone.e164())
                .put("template", template)
                .put("code", code)
                .toBuffer();
        return http.send(request, message, config.timeout())
                .onFailure()
                .transform(failure -> unavailable(failure.getClass().getSimpleName()))
                .invoke(answer -> {
                    if (!answer.isSuccess()) throw unavailable("status " + answer.status());
                })
                .replaceWithVoid();
    }

    private static ProblemException unavailable(String reason) {
        LOG.warnf("the SMS gateway did not take a message: %s", reason);
        return ProblemCode.SMS_UNAVAILABLE.with().retryAfter(RETRY_SECONDS);
    }
}
