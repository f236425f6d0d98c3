package dev.huiyuan.enrolment;

import dev.huiyuan.shared.crypto.PhoneNumber;
import dev.huiyuan.shared.problem.FieldError;
import dev.huiyuan.shared.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which fields belong in whose registration. */
final class RegistrationFields {
    private final List<FieldError> errors = new ArrayList<>();

    private RegistrationFields() {}

    /** A diner proves the phone by WeChat's code; problem {@code validation-failed}. */
    static void requireDiners(RegistrationRequest request) {
        new RegistrationFields()
                .required("/phoneCode", request.phoneCode())
                .required("/pointsProgramme", request.pointsProgramme())
                .required("/memberOffers", request.memberOffers())
                .absent("/phone", request.phone())
                .absent("/registeredAt", request.registeredAt())
                .check();
    }

    /** Staff name the phone, which the diner confirms later; problem {@code validation-failed}. */
    static void requireStaffs(RegistrationRequest request) {
        new RegistrationFields()
                .required("/phone", request.phone())
                .required("/pointsProgramme", request.pointsProgramme())
                .required("/memberOffers", request.memberOffers())
                .absent("/phoneCode", request.phoneCode())
                .absent("/registeredAt", request.registeredAt())
                .check();
    }

    /** An import names the phone; problem {@code validation-failed}. */
    static void requireImports(RegistrationRequest request) {
        new RegistrationFields()
                .required("/phone", request.phone())
                .absent("/phoneCode", request.phoneCode())
                .check();
    }

    /** The phone number of a request; problem {@code validation-failed} for what is no mobile number. */
    static PhoneNumber phone(RegistrationRequest request) {
        String text = request.phone() == null ? "" : request.phone();
        return PhoneNumber.parse(text)
                .orElseThrow(() -> ProblemException.ofField("/phone", "format", "a mobile number"));
    }

    private RegistrationFields required(String pointer, @Nullable Object value) {
        if (value == null) errors.add(new FieldError(pointer, "required", "must not be null"));
        return this;
    }

    private RegistrationFields absent(String pointer, @Nullable Object value) {
        if (value != null) errors.add(new FieldError(pointer, "unknown", "does not belong in this registration"));
        return this;
    }

    private void check() {
        if (!errors.isEmpty()) throw ProblemException.ofFields(errors);
    }
}
