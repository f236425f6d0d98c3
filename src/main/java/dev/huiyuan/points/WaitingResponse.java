package dev.huiyuan.points;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * That something is kept until its order comes; it is booked with it.
 *
 * @param state always {@code WAITING_FOR_ORDER}
 */
@RegisterForReflection
public record WaitingResponse(
        @Schema(examples = "WAITING_FOR_ORDER") String state) {
    static final WaitingResponse FOR_ITS_ORDER = new WaitingResponse("WAITING_FOR_ORDER");
}
