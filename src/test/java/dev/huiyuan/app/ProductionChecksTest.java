package dev.huiyuan.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.app.development.DevelopmentKeys;
import dev.huiyuan.identity.IdentityConfig;
import dev.huiyuan.identity.platform.SmsConfig;
import dev.huiyuan.identity.platform.WechatConfig;
import dev.huiyuan.shared.crypto.CryptoConfig;
import dev.huiyuan.testing.Settings;
import io.smallrye.config.SmallRyeConfig;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keeps production from starting, setting by setting. */
class ProductionChecksTest {
    @TempDir
    Path folder;

    private final Map<String, String> settings = new HashMap<>();

    @BeforeEach
    void fitForProduction() {
        DevelopmentKeys.in(folder)
                .forEach((name, value) -> settings.put(
                        name.replace(DevelopmentKeys.KEY_ID, "k1"),
                        value.equals(DevelopmentKeys.KEY_ID) ? "k1" : value));
        settings.put("huiyuan.database.url", "postgresql://db.internal:5432/huiyuan");
        settings.put("huiyuan.database.password", "of-our-own");
        settings.put("huiyuan.wechat.apps.wx1.secret", "of-our-own");
    }

    @Test
    void settingsOfItsOwnAreTaken() {
        assertThat(complaints(settings)).isEmpty();
    }

    @Test
    void developmentKeyBesideTheOwnOneIsRefused() {
        settings.put("huiyuan.crypto.encryption-keys.development-2", key(32));
        assertRefused("huiyuan.crypto.encryption-keys names a development key");
    }

    @Test
    void shortKeyIsRefused() {
        settings.put("huiyuan.crypto.index-keys.k1", key(16));
        assertRefused("huiyuan.crypto.index-keys.k1 must be 32 bytes in Base64");
    }

    @Test
    void keyThatIsNoBase64IsRefused() {
        settings.put("huiyuan.crypto.encryption-keys.k1", "not base 64");
        assertRefused("huiyuan.crypto.encryption-keys.k1 must be 32 bytes in Base64");
    }

    @Test
    void missingKeyIsRefused() {
        settings.put("huiyuan.crypto.encryption-key-id", "k2");
        assertRefused("huiyuan.crypto.encryption-keys.k2 is missing");
    }

    @Test
    void oneKeyForTwoPurposesIsRefused() {
        settings.put("huiyuan.crypto.index-keys.k1", settings.getOrDefault("huiyuan.crypto.encryption-keys.k1", ""));
        assertRefused("huiyuan.crypto.index-keys has a key of huiyuan.crypto.encryption-keys");
    }

    @Test
    void simulatorsAreRefused() {
        settings.put("huiyuan.wechat.base-url", "http://localhost:8080/simulator/wechat");
        settings.put("huiyuan.sms.url", "http://localhost:8080/simulator/sms/messages");
        assertThat(complaints(settings))
                .containsExactly(
                        "huiyuan.wechat.base-url is the simulator of development",
                        "huiyuan.sms.url is the simulator of development");
    }

    @Test
    void wechatInClearIsRefused() {
        settings.put("huiyuan.wechat.base-url", "http://api.weixin.qq.com");
        assertRefused("huiyuan.wechat.base-url must begin with https, but on this host");
    }

    @Test
    void proxyOnTheHostIsAccepted() {
        settings.put("huiyuan.wechat.base-url", "http://localhost:15001");
        assertThat(complaints(settings)).isEmpty();
    }

    @Test
    void passwordOfTheRepositoryIsRefused() {
        settings.put("huiyuan.database.password", "huiyuan");
        assertRefused("huiyuan.database.password is not set");
    }

    @Test
    void placeholdersOfTheExampleAreRefused() {
        settings.put("huiyuan.database.password", "replace-me");
        settings.put("huiyuan.wechat.apps.wx1.secret", "replace-me");
        settings.put("huiyuan.sms.authorization", "Bearer replace-me");
        settings.put("huiyuan.identity.signing-key", "replace-me");
        assertThat(complaints(settings))
                .containsExactly(
                        "huiyuan.wechat.apps.wx1.secret is the placeholder of the example",
                        "huiyuan.sms.authorization is the placeholder of the example",
                        "huiyuan.identity.signing-key is the placeholder of the example",
                        "huiyuan.database.password is the placeholder of the example");
    }

    private void assertRefused(String refusal) {
        assertThat(complaints(settings)).containsExactly(refusal);
    }

    private static String key(int bytes) {
        return Base64.getEncoder().encodeToString(new byte[bytes]);
    }

    private static List<String> complaints(Map<String, String> settings) {
        SmallRyeConfig config = Settings.read(settings);
        return ProductionChecks.complaints(new ProductionChecks.Settings(
                config.getConfigMapping(IdentityConfig.class),
                config.getConfigMapping(CryptoConfig.class),
                config.getConfigMapping(WechatConfig.class),
                config.getConfigMapping(SmsConfig.class),
                config.getConfigMapping(HuiyuanConfig.class).database()));
    }
}
