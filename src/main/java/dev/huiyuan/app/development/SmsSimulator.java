package dev.huiyuan.app.development;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.arc.profile.IfBuildProfile;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** Plays the gateway for text messages, and the phone that they arrive at. */
@Path("/simulator/sms")
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Cancellable(false)
@IfBuildProfile(anyOf = {"dev", "test"})
class SmsSimulator {
    private static final Logger LOG = Logger.getLogger(SmsSimulator.class);
    private static final int MAX_PHONES = 100_000;

    private final Cache<String, Message> last = Caffeine.newBuilder()
            .maximumSize(MAX_PHONES)
            .expireAfterWrite(Duration.ofHours(1))
            .build();

    /** A message as the gateway takes it. */
    record Message(
            @NotNull String phone,
            @NotNull String template,
            @NotNull String code) {}

    /** Whose inbox is opened: with or without the country code of the mainland. */
    record Inbox(@NotNull String phone) {}

    /** What lies in it, the last message only. */
    record Received(List<Message> messages) {}

    @POST
    @Path("/messages")
    @Operation(hidden = true)
    public void send(Message message) {
        last.put(message.phone, message);
        LOG.infof("text message (%s): the code is %s", message.template, message.code);
    }

    @POST
    @Path("/inbox")
    @Operation(hidden = true)
    public Received inbox(Inbox inbox) {
        String phone = inbox.phone.startsWith("+") ? inbox.phone : "+86" + inbox.phone;
        @Nullable Message message = last.getIfPresent(phone);
        return new Received(Optional.ofNullable(message).map(List::of).orElseGet(List::of));
    }
}
