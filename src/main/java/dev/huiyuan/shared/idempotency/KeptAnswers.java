package dev.huiyuan.shared.idempotency;

import dev.huiyuan.shared.crypto.PersonalDataCipher;
import dev.huiyuan.shared.json.Json;
import dev.huiyuan.shared.problem.ProblemException;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;

/** How answers look in {@code idempotency_record}: encrypted, each for its own row. */
@ApplicationScoped
public class KeptAnswers {
    private final PersonalDataCipher cipher;
    private final Json json;

    public KeptAnswers(PersonalDataCipher cipher, Json json) {
        this.cipher = cipher;
        this.json = json;
    }

    /** The answer to a refused request, as its caller gets it. */
    public Answer refusal(IdempotencyRequest request, ProblemException refusal) {
        return new Answer(refusal.code().status(), json.bytes(request.problems().render(refusal)), false);
    }

    /** An answer's body as it is stored. */
    public Buffer seal(IdempotencyRequest request, byte[] body) {
        return Buffer.buffer(cipher.encrypt(body, place(request)));
    }

    /** A stored body as it was answered. */
    public byte[] open(IdempotencyRequest request, byte[] stored) {
        return cipher.decryptBytes(stored, place(request));
    }

    private static String place(IdempotencyRequest request) {
        return "idempotency_record.body:" + request.scope() + ":" + request.key();
    }
}
