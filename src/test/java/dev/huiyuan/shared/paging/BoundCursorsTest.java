package dev.huiyuan.shared.paging;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.huiyuan.identity.TestTokens;
import dev.huiyuan.testing.HuiyuanTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@HuiyuanTest
class BoundCursorsTest {
    private static final String DISHES = "/v1/admin/dishes?limit=1";

    @Inject
    TestTokens tokens;

    private Response page(String path, String cursor) {
        return given().auth()
                .oauth2(tokens.staffOfAllStores("admin"))
                .queryParam("cursor", cursor)
                .get(path);
    }

    private Response first(String path) {
        return given().auth().oauth2(tokens.staffOfAllStores("admin")).get(path);
    }

    @Test
    void aCursorContinuesItsOwnListOnly() {
        Response first = first(DISHES);
        String cursor = first.path("nextCursor");
        String id = first.path("items[0].id");
        page(DISHES, cursor).then().statusCode(200).body("items[0].id", not(equalTo(id)));
        for (String other :
                new String[] {"/v1/admin/dish-categories", "/v1/admin/stores", "/v1/admin/coupon-templates"}) {
            page(other, cursor).then().statusCode(400).body("code", equalTo("cursor-invalid"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"!", "AZgAAAAAAcACAAAAAAAAAAQ", "AAAA"})
    void whatIsNoCursorIsRefused(String cursor) {
        page(DISHES, cursor).then().statusCode(400).body("code", equalTo("cursor-invalid"));
    }

    @Test
    void theListOfOneMemberDoesNotContinueAnothers() {
        String own = Cursor.bind(Cursor.encode(new UUID(1, 1)), "/v1/members/a".hashCode());
        org.assertj.core.api.Assertions.assertThat(Cursor.untie(own, "/v1/members/a".hashCode()))
                .contains(Cursor.encode(new UUID(1, 1)));
        org.assertj.core.api.Assertions.assertThat(Cursor.untie(own, "/v1/members/b".hashCode()))
                .isEmpty();
    }
}
