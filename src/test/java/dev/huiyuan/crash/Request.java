package dev.huiyuan.crash;

import dev.huiyuan.testing.Api;
import dev.huiyuan.testing.Cluster;
import dev.huiyuan.testing.Cluster.Diner;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A request that moves points, under one key however often it is sent, with its answer. */
final class Request {
    private static final String BILL = "bill";
    private static final Set<String> COME_BACK = Set.of("overloaded", "outcome-unknown");
    private static final Set<String> REFUSED = Set.of("points-insufficient");
    private static final int UNAVAILABLE = 503;
    private static final int IN_PROGRESS = 409;

    private final Kind kind;
    private final Diner diner;
    private final @Nullable Diner receiver;
    private final String token;
    private final String path;
    private final String body;
    private final String key = UUID.randomUUID().toString();
    private volatile Api.@Nullable Reply answer;

    private Request(Kind kind, Diner diner, @Nullable Diner receiver, String token, String path, String body) {
        this.kind = kind;
        this.diner = diner;
        this.receiver = receiver;
        this.token = token;
        this.path = path;
        this.body = body;
    }

    /** What it moves. */
    enum Kind {
        ACCRUAL,
        REDEMPTION,
        TRANSFER_OUT
    }

    static Request accrual(Cluster cluster, Diner diner, String orderRef, long points) {
        String body = """
                {"memberId":"%s","storeId":"%s","orderRef":"%s","channel":"STORE","amountFen":%d,"occurredAt":"%s"}
                """.formatted(diner.id(), Cluster.STORE, orderRef, points * 100, Instant.now());
        return new Request(Kind.ACCRUAL, diner, null, cluster.admin(), "/v1/points/accruals", body);
    }

    static Request redemption(Cluster cluster, Diner diner, String presence, long points) {
        String body = """
                {"memberId":"%s","presenceId":"%s","storeId":"%s","orderRef":"%s","points":%d,"reason":"BILL"}
                """.formatted(diner.id(), presence, Cluster.STORE, BILL, points);
        return new Request(Kind.REDEMPTION, diner, null, cluster.admin(), "/v1/points/redemptions", body);
    }

    static Request gift(Diner giver, Diner receiver, long points) {
        String body = "{\"toMemberNo\":\"%s\",\"points\":%d}".formatted(receiver.memberNo(), points);
        return new Request(Kind.TRANSFER_OUT, giver, receiver, giver.token(), "/v1/me/points/transfers", body);
    }

    /**
     * Sends it, for the first time or again.
     *
     * @return whether it has its answer now; a lost connection is none, nor is a problem that says to come back
     */
    boolean send(Api api) {
        Api.Reply reply;
        try {
            reply = post(api);
        } catch (UncheckedIOException lost) {
            return false;
        }
        if (saysComeBack(reply)) return false;
        if (reply.status() >= 300 && !REFUSED.contains(reply.text("code")))
            throw new AssertionError(this + " was answered with " + reply);
        answer = reply;
        return true;
    }

    /** As it goes over the wire, for clients that do not wait for an answer. */
    byte[] bytes() {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String head = """
                POST %s HTTP/1.1
                Host: localhost
                Authorization: Bearer %s
                Idempotency-Key: %s
                Content-Type: application/json
                Content-Length: %d

                """.formatted(path, token, key, content.length);
        return (head.replace("\n", "\r\n") + body).getBytes(StandardCharsets.UTF_8);
    }

    /** Sends it without looking at the answer. */
    Api.Reply post(Api api) {
        return api.post(path, token, key, body);
    }

    /** Whether an answer is a problem that says to come back, and when. */
    static boolean saysComeBack(Api.Reply reply) {
        if (reply.status() == IN_PROGRESS) return reply.text("code").equals("idempotency-in-progress");
        return reply.status() == UNAVAILABLE
                && COME_BACK.contains(reply.text("code"))
                && reply.json().path("retryAfterSeconds").asInt() > 0;
    }

    boolean isBooked() {
        return answer().status() < 300;
    }

    Api.Reply answer() {
        Api.Reply reply = answer;
        if (reply == null) throw new AssertionError(this + " has no answer");
        return reply;
    }

    Kind kind() {
        return kind;
    }

    Diner diner() {
        return diner;
    }

    @Nullable
    Diner receiver() {
        return receiver;
    }

    UUID entryId() {
        return UUID.fromString(answer().text("entryId"));
    }

    /** Signed, for the one who asked. */
    long points() {
        return answer().json().path("points").asLong();
    }

    @Override
    public String toString() {
        return path + " " + key + " " + body.strip();
    }
}
