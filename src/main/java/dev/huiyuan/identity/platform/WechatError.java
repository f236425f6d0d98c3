package dev.huiyuan.identity.platform;

/** An answer of WeChat that a second call may change. It carries no stack trace and never reaches a caller. */
final class WechatError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What to do about it. */
    enum Kind {
        /** The system is busy: wait and repeat. */
        BUSY,
        /** The access token is not accepted: get another and repeat once. */
        TOKEN
    }

    private final Kind kind;

    WechatError(Kind kind) {
        super(kind.name(), null, false, false);
        this.kind = kind;
    }

    static boolean isBusy(Throwable failure) {
        return failure instanceof WechatError error && error.kind == Kind.BUSY;
    }

    static boolean isToken(Throwable failure) {
        return failure instanceof WechatError error && error.kind == Kind.TOKEN;
    }
}
