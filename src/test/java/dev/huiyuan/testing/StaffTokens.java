package dev.huiyuan.testing;

import static io.restassured.RestAssured.given;

import dev.huiyuan.identity.staff.NewStaffRequest;
import dev.huiyuan.identity.staff.StaffService;
import dev.huiyuan.shared.caller.Role;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.http.ContentType;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes staff and signs them in over HTTP. */
@Singleton
public class StaffTokens {
    /** The first store of the default data. */
    public static final UUID STORE = UUID.fromString("01980000-0000-7000-8000-000000000001");
    /** The second store of the default data. */
    public static final UUID OTHER_STORE = UUID.fromString("01980000-0000-7000-8000-000000000002");
    /** The password of all staff in tests. */
    public static final String PASSWORD = "correct-horse";

    private final StaffService staff;

    StaffTokens(StaffService staff) {
        this.staff = staff;
    }

    /** A clerk of a store, at a till of their own. */
    public String clerk(UUID storeId) {
        return signIn(make(Role.CLERK, Set.of(storeId), false), null, null);
    }

    /** A clerk of a store, at a named till. */
    public String clerk(UUID storeId, String terminalId) {
        return signIn(make(Role.CLERK, Set.of(storeId), false), storeId, terminalId);
    }

    /** The manager of a store. */
    public String manager(UUID storeId) {
        return signIn(make(Role.MANAGER, Set.of(storeId), false), null, null);
    }

    /** Somebody of a role who works for all stores; not for clerks and managers. */
    public String ofAllStores(String role) {
        return signIn(make(role, Set.of(), true), null, null);
    }

    /** An administrator. */
    public String admin() {
        return ofAllStores(Role.ADMIN);
    }

    /** Makes a staff member with {@link #PASSWORD}; returns the user name. */
    public String make(String role, Set<UUID> storeIds, boolean allStores) {
        String userName = "t-" + UUID.randomUUID();
        NewStaffRequest request = new NewStaffRequest(userName, "测试员工", role, storeIds, allStores, PASSWORD);
        try {
            VertxContextSupport.subscribeAndAwait(() -> staff.create(request));
        } catch (Throwable failure) {
            throw new AssertionError("the staff member could not be made", failure);
        }
        return userName;
    }

    /** Signs a staff member in; returns the access token. */
    public static String signIn(String userName, @Nullable UUID storeId, @Nullable String terminalId) {
        return given().contentType(ContentType.JSON)
                .body(request(userName, PASSWORD, storeId, terminalId))
                .post("/v1/auth/staff/sessions")
                .then()
                .statusCode(201)
                .extract()
                .path("accessToken");
    }

    /** The body of a sign-in. */
    public static Map<String, Object> request(
            String userName, String password, @Nullable UUID storeId, @Nullable String terminalId) {
        Map<String, Object> request = new HashMap<>(Map.of("userName", userName, "password", password));
        if (storeId != null) request.put("storeId", storeId);
        if (terminalId != null) request.put("terminalId", terminalId);
        return request;
    }
}
