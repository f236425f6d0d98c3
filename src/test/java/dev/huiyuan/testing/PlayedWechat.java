package dev.huiyuan.testing;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.util.Map;

/** WeChat for packaged instances: any login code is a person, and any phone code is the number itself. */
public final class PlayedWechat implements AutoCloseable {
    /** The mini-program. */
    public static final String APP = "wx-played";

    private final WireMockServer server =
            new WireMockServer(wireMockConfig().dynamicPort().globalTemplating(true));

    /** Starts it. */
    public PlayedWechat() {
        server.start();
        server.stubFor(get(urlPathEqualTo("/sns/jscode2session"))
                .willReturn(okJson("{\"openid\":\"o-{{request.query.js_code}}\",\"session_key\":\"c2Vzc2lvbg==\"}")));
        server.stubFor(post(urlPathEqualTo("/cgi-bin/stable_token"))
                .willReturn(okJson("{\"access_token\":\"token\",\"expires_in\":7200}")));
        server.stubFor(post(urlPathEqualTo("/wxa/business/getuserphonenumber")).willReturn(okJson("""
                {"errcode":0,"errmsg":"ok","phone_info":{"phoneNumber":"{{jsonPath request.body '$.code'}}",
                 "purePhoneNumber":"{{jsonPath request.body '$.code'}}","countryCode":"86",
                 "watermark":{"timestamp":{{now format='unix'}},"appid":"%s"}}}
                """.formatted(APP))));
    }

    /** The settings by which the application finds it. */
    public Map<String, String> settings() {
        return Map.of(
                "huiyuan.wechat.base-url",
                server.baseUrl(),
                "huiyuan.wechat.apps." + APP + ".secret",
                "secret",
                "huiyuan.sms.url",
                server.baseUrl() + "/messages");
    }

    @Override
    public void close() {
        server.stop();
    }
}
