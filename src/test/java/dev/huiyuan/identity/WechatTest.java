package dev.huiyuan.identity;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.testing.Await;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.MovableClock;
import io.restassured.http.ContentType;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class WechatTest {
    private static final String APP = "wx-demo";
    private static final String PHONE = "13800138000";

    @Inject
    Wechat wechat;

    @Inject
    IdentityCleaner cleaner;

    @Inject
    Pool pool;

    @Inject
    MovableClock clock;

    private record Codes(String login, String phone) {}

    @Test
    void oneUserIsTheSamePersonEachTime() {
        String user = user();
        WechatIdentity first = signIn(codes(user).login);
        WechatIdentity second = signIn(codes(user).login);
        assertThat(second).isEqualTo(first);
        assertThat(signIn(codes(user()).login).openid()).isNotEqualTo(first.openid());
    }

    @Test
    void repeatedCodeGetsTheFirstAnswerThoughWechatTakesItOnce() {
        Codes codes = codes(user());
        WechatIdentity first = signIn(codes.login);
        assertThat(signIn(codes.login)).isEqualTo(first);
    }

    @Test
    void codeSentTwentyTimesAtOnceIsExchangedOnce() {
        Codes codes = codes(user());
        assertThat(Set.copyOf(Await.together(20, () -> signIn(codes.login)))).hasSize(1);
    }

    @Test
    void usedCodeIsRefusedWhenTheAnswerIsNoLongerKept() {
        Codes codes = codes(user());
        signIn(codes.login);
        clock.advance(Duration.ofMinutes(6));
        assertThatThrownBy(() -> signIn(codes.login)).hasMessage(ProblemCode.WECHAT_CODE_INVALID.code());
    }

    @Test
    void inventedCodeIsRefused() {
        assertThatThrownBy(() -> signIn("invented")).hasMessage(ProblemCode.WECHAT_CODE_INVALID.code());
    }

    @Test
    void unknownAppIsRefused() {
        assertThatThrownBy(() -> Await.result(() -> wechat.signIn("wx-other", "code")))
                .hasMessage(ProblemCode.WECHAT_APP_UNKNOWN.code());
    }

    @Test
    void phoneIsExchangedAndRepeated() {
        Codes codes = codes(user());
        String openid = signIn(codes.login).openid();
        assertThat(phone(openid, codes.phone)).isEqualTo("+86" + PHONE);
        assertThat(phone(openid, codes.phone)).isEqualTo("+86" + PHONE);
    }

    @Test
    void phoneCodeOfSomebodyElseIsRefusedAlsoAfterItsOwnerUsedIt() {
        Codes codes = codes(user());
        String openid = signIn(codes.login).openid();
        assertThatThrownBy(() -> phone("o-stranger", codes.phone)).hasMessage(ProblemCode.WECHAT_CODE_INVALID.code());
        phone(openid, codes.phone);
        assertThatThrownBy(() -> phone("o-stranger", codes.phone)).hasMessage(ProblemCode.WECHAT_CODE_INVALID.code());
    }

    @Test
    void keptAnswersAreEncryptedAndCleaned() {
        Codes codes = codes(user());
        List<String> ofOthers = answers();
        WechatIdentity person = signIn(codes.login);
        List<String> kept = new ArrayList<>(answers());
        kept.removeAll(ofOthers);
        assertThat(kept).hasSize(1).noneMatch(answer -> answer.contains(person.openid()));
        clock.advance(Duration.ofMinutes(6));
        Await.result(cleaner::clean);
        assertThat(answers()).doesNotContainAnyElementsOf(kept);
    }

    private List<String> answers() {
        return Await.result(() -> pool.query("select answer from identity_wechat_exchange")
                .execute()
                .map(rows -> rows.stream()
                        .map(row -> new String(row.getBuffer("answer").getBytes(), StandardCharsets.ISO_8859_1))
                        .toList()));
    }

    private WechatIdentity signIn(String code) {
        return Await.result(() -> wechat.signIn(APP, code));
    }

    private String phone(String openid, String code) {
        return Await.result(() -> wechat.phone(APP, openid, code)).e164();
    }

    private static String user() {
        return UUID.randomUUID().toString();
    }

    private static Codes codes(String user) {
        Map<String, String> codes = given().contentType(ContentType.JSON)
                .body(Map.of("user", user, "phone", PHONE))
                .post("/simulator/wechat/codes")
                .then()
                .statusCode(200)
                .extract()
                .as(new io.restassured.common.mapper.TypeRef<Map<String, String>>() {});
        return new Codes(codes.getOrDefault("loginCode", ""), codes.getOrDefault("phoneCode", ""));
    }
}
