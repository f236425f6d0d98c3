package dev.huiyuan.identity.platform;

import io.vertx.core.buffer.Buffer;

/**
 * What another server answered.
 *
 * @param status the HTTP status
 * @param body at most {@link PlatformHttp#MAX_ANSWER_BYTES} bytes
 */
record PlatformAnswer(int status, Buffer body) {
    boolean isSuccess() {
        return status >= 200 && status < 300;
    }
}
