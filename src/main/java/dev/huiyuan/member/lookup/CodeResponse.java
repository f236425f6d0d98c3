package dev.huiyuan.member.lookup;

import java.time.OffsetDateTime;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A code for the cashier.
 *
 * @param code the text of the QR code
 * @param expiresAt until when it works, once
 */
record CodeResponse(
        @Schema(examples = "HY:7K3M9QWX2B5N8RTV4C6D") String code,
        @Schema(examples = "2026-11-21T18:31:00+08:00") OffsetDateTime expiresAt) {}
