package dev.huiyuan.shared.caller;

import dev.huiyuan.shared.problem.ProblemCode;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/** The caller of the request that is being answered. */
@RequestScoped
public class CurrentCaller {
    /** The attribute of the security identity that holds the caller. */
    public static final String ATTRIBUTE = "huiyuan.caller";

    private final SecurityIdentity identity;

    CurrentCaller(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** The caller; problem {@code unauthenticated} where there is none. */
    public Caller get() {
        @Nullable Caller caller = identity.getAttribute(ATTRIBUTE);
        if (caller == null) throw ProblemCode.UNAUTHENTICATED.with();
        return caller;
    }
}
