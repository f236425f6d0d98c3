package dev.huiyuan.member.lookup;

import dev.huiyuan.shared.crypto.PhoneNumber;
import dev.huiyuan.shared.problem.ProblemException;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Who is looked for: exactly one of phone, memberNo, code and cardNo.
 *
 * @param phone the full mobile number
 * @param phoneCode beside the phone: the code that was sent there for the purpose {@code presence}; opens a presence
 * @param memberNo the member number
 * @param code the member code as it was scanned; opens a presence
 * @param cardNo the number of a printed card
 * @param storeId the store that the caller looks from; needed by who works for several stores and opens a presence
 */
@Schema(examples = "{\"code\": \"HY:7K3M9QWX2B5N8RTV4C6D\", \"storeId\": \"01980000-0000-7000-8000-000000000001\"}")
record LookupRequest(
        @Pattern(regexp = PhoneNumber.PATTERN) @Nullable String phone,
        @Pattern(regexp = "^[0-9]{6}$") @Nullable String phoneCode,
        @Pattern(regexp = "^[0-9]{12}$") @Nullable String memberNo,
        @Size(min = 1, max = 64) @Nullable String code,
        @Size(min = 1, max = 40) @Nullable String cardNo,
        @Nullable UUID storeId) {
    LookupRequest {
        if (Stream.of(phone, memberNo, code, cardNo).filter(Objects::nonNull).count() != 1) {
            throw ProblemException.ofField("", "exactly-one", "exactly one of phone, memberNo, code and cardNo");
        }
        if (phoneCode != null && phone == null) {
            throw ProblemException.ofField("/phoneCode", "not-allowed", "a phone code stands beside a phone");
        }
    }
}
