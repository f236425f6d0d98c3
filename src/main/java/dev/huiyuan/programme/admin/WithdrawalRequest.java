package dev.huiyuan.programme.admin;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Why a version shall not hold after all.
 *
 * @param reason for people
 */
@Schema(name = "ProgrammeWithdrawalRequest")
record WithdrawalRequest(
        @NotBlank @Size(max = 500) @Schema(examples = "活动推迟")
        String reason) {}
