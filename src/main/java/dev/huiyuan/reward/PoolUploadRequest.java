package dev.huiyuan.reward;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Codes for a pool.
 *
 * @param codes the codes; those that the pool has already are passed over
 */
record PoolUploadRequest(
        @NotNull @Size(min = 1, max = 5000) @Schema(examples = "[\"LNG-8842-1190\"]")
        List<@NotNull @Pattern(regexp = "^[!-~]{1,200}$") String> codes) {}
