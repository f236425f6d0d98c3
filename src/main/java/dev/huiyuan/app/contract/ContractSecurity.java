package dev.huiyuan.app.contract;

import dev.huiyuan.shared.caller.Role;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/** Whose token an operation takes. */
final class ContractSecurity {
    private static final String MEMBER = "member";
    private static final String STAFF = "staff";
    private static final String PARTNER = "partner";
    private static final String REGISTRATION = "registration";

    private ContractSecurity() {}

    static void define(Components components) {
        scheme(components, MEMBER, "A member's access token, from a WeChat session or a refresh");
        scheme(components, STAFF, "An access token of staff or of a till");
        scheme(components, PARTNER, "An access token of a partner or import credential");
        scheme(components, REGISTRATION, "What a WeChat session answers for somebody who is not a member yet");
    }

    private static void scheme(Components components, String name, String description) {
        components.addSecurityScheme(
                name,
                OASFactory.createSecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .bearerFormat("JWT")
                        .description(description));
    }

    /** Writes down the kinds of token that are accepted, and the roles. Empty means everybody. */
    static void secure(Operation operation, Declared declared) {
        operation.setSecurity(declared.roles().stream()
                .map(ContractSecurity::kind)
                .distinct()
                .sorted()
                .map(kind -> OASFactory.createSecurityRequirement().addScheme(kind))
                .toList());
        if (declared.roles().isEmpty()) return;
        List<String> roles = declared.roles().stream().sorted().toList();
        operation.addExtension("x-roles", roles);
    }

    private static String kind(String role) {
        return switch (role) {
            case Role.MEMBER -> MEMBER;
            case Role.REGISTRATION -> REGISTRATION;
            case Role.IMPORT -> PARTNER;
            default -> STAFF;
        };
    }
}
