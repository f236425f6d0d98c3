package dev.huiyuan.app.development;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import dev.huiyuan.identity.staff.NewStaffRequest;
import dev.huiyuan.identity.staff.StaffService;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.StaffTokens;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class DemoDinersTest {
    @Inject
    DemoDiners diners;

    @Inject
    StaffService staff;

    @Inject
    StaffTokens tokens;

    @TestHTTPResource
    @Nullable
    URI api;

    @Test
    void dinersOfTheDemoComeInOnceHoweverOftenDevelopmentStarts() throws Throwable {
        NewStaffRequest clerk =
                new NewStaffRequest("clerk", "clerk", Role.CLERK, Set.of(StaffTokens.STORE), false, "demo");
        VertxContextSupport.subscribeAndAwait(() -> staff.createIfAbsent(clerk));
        for (int start = 0; start < 2; start++) {
            diners.visit(Objects.requireNonNull(api), "demo");
            given().auth()
                    .oauth2(tokens.clerk(StaffTokens.STORE))
                    .contentType("application/json")
                    .body("{\"phone\":\"13900000002\"}")
                    .post("/v1/members/lookups")
                    .then()
                    .statusCode(200)
                    .body("points.available", equalTo(580))
                    .body("coupons.usable", equalTo(1))
                    .body("phone", equalTo("139****0002"));
        }
    }
}
