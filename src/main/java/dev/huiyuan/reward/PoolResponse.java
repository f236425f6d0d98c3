package dev.huiyuan.reward;

import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A pool of codes of others.
 *
 * @param id its id
 * @param code its code
 * @param name whose codes they are, for people
 * @param left how many codes can still be given
 * @param given how many are given or set aside
 */
@Schema(name = "RewardPool")
record PoolResponse(
        UUID id,
        @Schema(examples = "LOUNGE-2026") String code,
        @Schema(examples = "机场贵宾厅") String name,

        @Schema(minimum = "0", maximum = "9007199254740991", examples = "480")
        long left,

        @Schema(minimum = "0", maximum = "9007199254740991", examples = "20")
        long given) {}
