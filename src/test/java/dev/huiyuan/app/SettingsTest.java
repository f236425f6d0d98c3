package dev.huiyuan.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.huiyuan.app.development.DevelopmentKeys;
import dev.huiyuan.identity.IdentityConfig;
import dev.huiyuan.identity.platform.SmsConfig;
import dev.huiyuan.identity.platform.WechatConfig;
import dev.huiyuan.shared.crypto.CryptoConfig;
import dev.huiyuan.testing.Settings;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings against every mapping of the application, without starting it. */
class SettingsTest {
    @TempDir
    Path folder;

    @Test
    void defaultsWithKeysAreEnough() {
        assertThat(Settings.read(development())
                        .getConfigMapping(HuiyuanConfig.class)
                        .redis()
                        .url())
                .isEqualTo("redis://localhost:6379");
    }

    @Test
    void mistypedSettingStopsTheStart() {
        Map<String, String> mistyped = development();
        mistyped.put("huiyuan.outbox.pol-interval", "1s");
        assertThatExceptionOfType(ConfigValidationException.class)
                .isThrownBy(() -> Settings.read(mistyped))
                .withMessageContaining("huiyuan.outbox.pol-interval");
    }

    @Test
    void mistypedCapabilityStopsTheStart() {
        Map<String, String> mistyped = development();
        mistyped.put("huiyuan.databse.url", "postgresql://elsewhere/huiyuan");
        assertThatExceptionOfType(ConfigValidationException.class)
                .isThrownBy(() -> Settings.read(mistyped))
                .withMessageContaining("huiyuan.databse.url");
    }

    @Test
    void productionRefusesDevelopmentKeysAndDefaults() {
        assertThat(complaints(development()))
                .contains(
                        "huiyuan.identity.signing-key-id names a development key",
                        "huiyuan.crypto.encryption-keys names a development key",
                        "huiyuan.crypto.index-keys names a development key",
                        "huiyuan.database.url is not set",
                        "huiyuan.database.password is not set");
        assertThat(DevelopmentKeys.KEY_ID).startsWith("development");
    }

    @Test
    void productionRefusesTheSimulator() {
        Map<String, String> settings = production();
        settings.put("huiyuan.wechat.base-url", "http://localhost:8080/simulator/wechat");
        assertThat(complaints(settings)).containsExactly("huiyuan.wechat.base-url is the simulator of development");
    }

    @Test
    void productionRefusesShortAndSharedKeys() {
        Map<String, String> settings = production();
        settings.put("huiyuan.crypto.encryption-keys.k1", "c2hvcnQ=");
        settings.put("huiyuan.crypto.index-keys.k1", "c2hvcnQ=");
        assertThat(complaints(settings))
                .containsExactly(
                        "huiyuan.crypto.encryption-keys.k1 must be 32 bytes in Base64",
                        "huiyuan.crypto.index-keys.k1 must be 32 bytes in Base64",
                        "huiyuan.crypto.index-keys has a key of huiyuan.crypto.encryption-keys");
    }

    @Test
    void productionTakesSettingsOfItsOwn() {
        assertThat(complaints(production())).isEmpty();
    }

    private Map<String, String> development() {
        return new HashMap<>(DevelopmentKeys.in(folder));
    }

    private Map<String, String> production() {
        Map<String, String> own = new HashMap<>();
        development()
                .forEach((name, value) -> own.put(
                        name.replace(DevelopmentKeys.KEY_ID, "k1"),
                        value.equals(DevelopmentKeys.KEY_ID) ? "k1" : value));
        own.put("huiyuan.database.url", "postgresql://database.example/huiyuan");
        own.put("huiyuan.database.password", "of-our-own");
        return own;
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
