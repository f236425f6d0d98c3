package dev.huiyuan.identity;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A client asks for the next tokens of its session.
 *
 * @param refreshToken the last one that it got
 */
record RefreshRequest(
        @NotBlank @Size(max = 200) @Schema(examples = "AZgAAAAAcACAAAAAAAAAAX1nQ2Jm…")
        String refreshToken) {
    /** Without the token. */
    @Override
    public String toString() {
        return "RefreshRequest";
    }
}
