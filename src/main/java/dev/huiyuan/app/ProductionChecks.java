package dev.huiyuan.app;

import dev.huiyuan.identity.IdentityConfig;
import dev.huiyuan.identity.platform.SmsConfig;
import dev.huiyuan.identity.platform.WechatConfig;
import dev.huiyuan.shared.crypto.CryptoConfig;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Refuses to start in production with what only development may have. */
@ApplicationScoped
class ProductionChecks {
    /** A proxy beside the application encrypts what leaves the host. */
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private static final String DEVELOPMENT = "development";
    private static final String DEFAULT_DATABASE = "postgresql://localhost:5432/huiyuan";
    private static final String DEFAULT_PASSWORD = "huiyuan";
    private static final String PLACEHOLDER = "replace-me";
    private static final int KEY_BYTES = 32;
    private static final int FIRST = 1;

    private final Settings settings;

    ProductionChecks(
            IdentityConfig identity, CryptoConfig crypto, WechatConfig wechat, SmsConfig sms, HuiyuanConfig servers) {
        settings = new Settings(identity, crypto, wechat, sms, servers.database());
    }

    /** What is looked at. */
    record Settings(
            IdentityConfig identity,
            CryptoConfig crypto,
            WechatConfig wechat,
            SmsConfig sms,
            HuiyuanConfig.Database database) {}

    void start(@Observes @Priority(FIRST) StartupEvent event) {
        if (LaunchMode.current() != LaunchMode.NORMAL) return;
        List<String> complaints = complaints(settings);
        if (complaints.isEmpty()) return;
        throw new IllegalStateException("not fit for production: " + String.join("; ", complaints));
    }

    /** What is wrong, each with the name of the setting; empty when production may start. */
    static List<String> complaints(Settings settings) {
        List<String> complaints = new ArrayList<>();
        IdentityConfig identity = settings.identity;
        checkKeyId(complaints, "huiyuan.identity.signing-key-id", identity.signingKeyId());
        if (identity.signingKey().isBlank()) complaints.add("huiyuan.identity.signing-key is empty");
        identity.verificationKeys()
                .keySet()
                .forEach(id -> checkKeyId(complaints, "huiyuan.identity.verification-keys", id));
        CryptoConfig crypto = settings.crypto;
        checkKeys(complaints, "huiyuan.crypto.encryption-key", crypto.encryptionKeys(), crypto.encryptionKeyId());
        checkKeys(complaints, "huiyuan.crypto.index-key", crypto.indexKeys(), crypto.indexKeyId());
        if (crypto.encryptionKeys().values().stream().anyMatch(crypto.indexKeys()::containsValue)) {
            complaints.add("huiyuan.crypto.index-keys has a key of huiyuan.crypto.encryption-keys");
        }
        checkAddress(complaints, "huiyuan.wechat.base-url", settings.wechat.baseUrl());
        settings.wechat.apps().forEach((id, app) -> {
            String name = "huiyuan.wechat.apps." + id + ".secret";
            if (app.secret().isBlank()) complaints.add(name + " is empty");
            checkReplaced(complaints, name, app.secret());
        });
        settings.sms.url().ifPresent(url -> checkAddress(complaints, "huiyuan.sms.url", url));
        settings.sms.authorization().ifPresent(value -> checkReplaced(complaints, "huiyuan.sms.authorization", value));
        checkReplaced(complaints, "huiyuan.identity.signing-key", identity.signingKey());
        checkDatabase(complaints, settings);
        return complaints;
    }

    /** What the example of the Secret says is no secret. */
    private static void checkReplaced(List<String> complaints, String name, String value) {
        if (value.contains(PLACEHOLDER)) complaints.add(name + " is the placeholder of the example");
    }

    private static void checkKeys(List<String> complaints, String name, Map<String, String> keys, String activeId) {
        checkKeyId(complaints, name + "-id", activeId);
        if (!keys.containsKey(activeId)) complaints.add(name + "s." + activeId + " is missing");
        keys.forEach((id, key) -> {
            checkKeyId(complaints, name + "s", id);
            if (bytes(key) != KEY_BYTES) complaints.add(name + "s." + id + " must be 32 bytes in Base64");
        });
    }

    private static void checkKeyId(List<String> complaints, String name, String id) {
        if (id.isBlank()) complaints.add(name + " is empty");
        if (id.startsWith(DEVELOPMENT)) complaints.add(name + " names a development key");
    }

    private static int bytes(String base64) {
        try {
            return Base64.getDecoder().decode(base64).length;
        } catch (IllegalArgumentException malformed) {
            return -1;
        }
    }

    private static void checkAddress(List<String> complaints, String name, URI address) {
        if (address.toString().contains("/simulator/")) complaints.add(name + " is the simulator of development");
        else if (!"https".equals(address.getScheme()) && !LOOPBACK.contains(String.valueOf(address.getHost()))) {
            complaints.add(name + " must begin with https, but on this host");
        }
    }

    private static void checkDatabase(List<String> complaints, Settings settings) {
        HuiyuanConfig.Database database = settings.database;
        if (database.url().equals(DEFAULT_DATABASE)) complaints.add("huiyuan.database.url is not set");
        if (database.password().equals(DEFAULT_PASSWORD)) complaints.add("huiyuan.database.password is not set");
        checkReplaced(complaints, "huiyuan.database.password", database.password());
    }
}
