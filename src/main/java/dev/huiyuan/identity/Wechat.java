package dev.huiyuan.identity;

import dev.huiyuan.identity.WechatExchanges.Kind;
import dev.huiyuan.identity.platform.WechatClient;
import dev.huiyuan.shared.crypto.PhoneNumber;
import dev.huiyuan.shared.json.Json;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Exchanges the codes of mini-programs. WeChat takes each code once; its answer is repeated for a few minutes. */
@ApplicationScoped
public class Wechat {
    private final WechatClient client;
    private final WechatExchanges exchanges;
    private final Json json;

    Wechat(WechatClient client, WechatExchanges exchanges, Json json) {
        this.client = client;
        this.exchanges = exchanges;
        this.json = json;
    }

    /**
     * Who signs in.
     *
     * @param appId the mini-program
     * @param code from {@code wx.login}
     * @return problems {@code wechat-code-invalid}, {@code wechat-user-blocked}, {@code wechat-app-unknown},
     *     {@code too-many-requests}, {@code wechat-unavailable}
     */
    public Uni<WechatIdentity> signIn(String appId, String code) {
        return exchanges
                .once(
                        Kind.SIGN_IN,
                        appId + "\n" + code,
                        () -> client.session(appId, code)
                                .map(person -> json.text(new WechatIdentity(appId, person.openid(), person.unionid()))))
                .map(answer -> json.read(answer, WechatIdentity.class));
    }

    /**
     * The phone number that somebody agreed to share.
     *
     * @param phoneCode from {@code getPhoneNumber}
     * @return problems as of {@link #signIn}, and {@code phone-unsupported}
     */
    public Uni<PhoneNumber> phone(String appId, String openid, String phoneCode) {
        return exchanges
                .once(
                        Kind.PHONE,
                        appId + "\n" + openid + "\n" + phoneCode,
                        () -> client.phone(appId, openid, phoneCode).map(PhoneNumber::e164))
                .map(PhoneNumber::new);
    }
}
