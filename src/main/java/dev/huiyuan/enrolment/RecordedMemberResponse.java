package dev.huiyuan.enrolment;

import dev.huiyuan.member.MemberState;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A member recorded by staff or by an import.
 *
 * @param memberId the member
 * @param memberNo the member number; absent where the phone was recorded before
 * @param state {@code UNCONFIRMED} until the diner proves the phone: earns, and cannot spend
 * @param phone the phone number, masked
 */
@Schema(name = "RecordedMember")
@RegisterForReflection
record RecordedMemberResponse(
        @Schema(examples = "019aa4c1-0000-7000-8000-000000000001")
        UUID memberId,

        @Schema(examples = "482019375566") @Nullable String memberNo,
        MemberState state,
        @Schema(examples = "138****8000") String phone) {}
