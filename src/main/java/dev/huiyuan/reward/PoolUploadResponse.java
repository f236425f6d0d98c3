package dev.huiyuan.reward;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What an upload of codes did.
 *
 * @param added how many are new
 * @param repeated how many the pool had already, or were there twice
 */
record PoolUploadResponse(
        @Schema(minimum = "0", maximum = "5000", examples = "1")
        int added,

        @Schema(minimum = "0", maximum = "5000", examples = "0")
        int repeated) {}
