package dev.huiyuan.member;

import dev.huiyuan.shared.problem.ProblemCode;

/** By what a member is found besides id and member number. */
public enum BindingKind {
    /** A mobile number in E.164 form. */
    PHONE(ProblemCode.PHONE_TAKEN),
    /** A WeChat user in one application: {@code <appId>:<openid>}. */
    OPENID(ProblemCode.OPENID_TAKEN),
    /** The number of a printed card. */
    CARD(ProblemCode.CARD_TAKEN);

    private final ProblemCode taken;

    BindingKind(ProblemCode taken) {
        this.taken = taken;
    }

    /** The refusal when it belongs to somebody else. */
    ProblemCode taken() {
        return taken;
    }
}
