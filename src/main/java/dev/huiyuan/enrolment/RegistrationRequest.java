package dev.huiyuan.enrolment;

import dev.huiyuan.member.Birthday;
import dev.huiyuan.shared.crypto.PhoneNumber;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A registration. Who sends it decides what belongs in it: a diner with a registration token sends {@code phoneCode},
 * staff send {@code phone}, an import credential {@code phone} and perhaps {@code registeredAt}.
 *
 * @param phoneCode from WeChat's {@code getPhoneNumber}
 * @param phone the mobile number
 * @param consents what the diner agreed to
 * @param pointsProgramme whether the diner joins the points programme; true in an import that does not say
 * @param memberOffers whether the diner wants the members' offers; true in an import that does not say
 * @param name the name or nickname
 * @param birthday the birthday; it can be changed later only by a request
 * @param scene where in the channel the registration came from
 * @param storeId the store that it is counted for
 * @param inviterMemberNo the member number of who invited
 * @param registeredAt when an imported member joined
 */
@Schema(name = "Registration")
record RegistrationRequest(
        @Nullable @Pattern(regexp = "^[\\x21-\\x7e]{1,256}$") @Schema(examples = "e31968a7f94cc5ee")
        String phoneCode,

        @Nullable @Pattern(regexp = PhoneNumber.PATTERN) String phone,

        @Nullable @Size(max = 20) List<@NotNull @Valid ConsentRequest> consents,

        @Nullable @Schema(examples = "true") Boolean pointsProgramme,
        @Nullable @Schema(examples = "true") Boolean memberOffers,

        @Nullable @Pattern(regexp = "^\\S([^\\p{Cc}]{0,48}\\S)?$") @Schema(examples = "小段")
        String name,

        @Nullable Birthday birthday,

        @Nullable @Size(min = 1, max = 100) @Schema(examples = "table-qr")
        String scene,

        @Nullable @Schema(examples = "01980000-0000-7000-8000-000000000001")
        UUID storeId,

        @Nullable @Pattern(regexp = "^[1-9][0-9]{11}$") String inviterMemberNo,

        @Nullable OffsetDateTime registeredAt) {
    List<ConsentRequest> consentsOrNone() {
        return consents == null ? List.of() : consents;
    }
}
