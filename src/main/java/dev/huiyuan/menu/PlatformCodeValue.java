package dev.huiyuan.menu;

import jakarta.persistence.Embeddable;

/** A {@link PlatformCode} as Hibernate stores it. */
@Embeddable
record PlatformCodeValue(String platform, String code) {
    static PlatformCodeValue of(PlatformCode code) {
        return new PlatformCodeValue(code.platform(), code.code());
    }

    PlatformCode value() {
        return new PlatformCode(platform, code);
    }
}
