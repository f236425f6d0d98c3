package dev.huiyuan.identity;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.huiyuan.shared.caller.CurrentCaller;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.MovableClock;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class AccessRulesTest {
    @Inject
    TestTokens tokens;

    @Inject
    MovableClock clock;

    /** Endpoints as somebody may write them by mistake, and one that reads a registration token. */
    @Path("/test/access")
    @Produces(MediaType.TEXT_PLAIN)
    static class ProbeResource {
        @Inject
        RegistrationTokens registrations;

        @Inject
        CurrentCaller caller;

        @GET
        @Path("/unannotated")
        @Operation(hidden = true)
        public String unannotated() {
            return "open";
        }

        @GET
        @Path("/registration")
        @RolesAllowed({Role.REGISTRATION, Role.MEMBER})
        @Operation(hidden = true)
        public String registration() {
            WechatIdentity who = registrations.require(caller.get());
            return who.appId() + " " + who.openid() + " " + who.unionid();
        }
    }

    @Test
    void endpointWithoutAnnotationIsDeniedToEverybody() {
        given().get("/test/access/unannotated").then().statusCode(401);
        given().auth()
                .oauth2(tokens.staffOfAllStores(Role.ADMIN))
                .get("/test/access/unannotated")
                .then()
                .statusCode(403);
    }

    @Test
    void registrationTokenCarriesTheIdentity() {
        String token = tokens.registration("wx-demo", "o-123");
        given().auth()
                .oauth2(token)
                .get("/test/access/registration")
                .then()
                .statusCode(200)
                .body(equalTo("wx-demo o-123 null"));
        assertThat(new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), UTF_8))
                .doesNotContain("o-123");
    }

    @Test
    void memberTokenIsNoRegistrationToken() {
        given().auth()
                .oauth2(tokens.member(UUID.randomUUID()))
                .get("/test/access/registration")
                .then()
                .statusCode(403);
    }

    @Test
    void expiredTokenIsRefused() {
        String token = tokens.registration("wx-demo", "o-123");
        clock.advance(Duration.ofMinutes(16));
        given().auth()
                .oauth2(token)
                .get("/test/access/registration")
                .then()
                .statusCode(401)
                .body("code", equalTo("token-invalid"));
    }

    @Test
    void forgedTokenIsRefused() {
        String token = tokens.staffOfAllStores(Role.CLERK);
        String[] parts = token.split("\\.", -1);
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8).replace("clerk", "admin");
        String forged = parts[0] + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(UTF_8))
                + "." + parts[2];
        String unsigned = Base64.getUrlEncoder().withoutPadding().encodeToString("{\"alg\":\"none\"}".getBytes(UTF_8))
                + "." + parts[1] + ".";
        for (String bad : new String[] {forged, unsigned, "nonsense"}) {
            given().auth()
                    .oauth2(bad)
                    .get("/v1/admin/staff")
                    .then()
                    .statusCode(401)
                    .body("code", equalTo("token-invalid"));
        }
    }
}
