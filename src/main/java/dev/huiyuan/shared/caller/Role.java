package dev.huiyuan.shared.caller;

/** Names of the roles, as they stand in tokens and in annotations on resources. */
public final class Role {
    public static final String MEMBER = "member";
    /** Somebody who proved an openid (and nothing else yet) and may register. */
    public static final String REGISTRATION = "registration";

    public static final String CLERK = "clerk";
    public static final String MANAGER = "manager";
    public static final String REGIONAL = "regional";
    public static final String SERVICE = "service";
    public static final String MARKETING = "marketing";
    public static final String ADMIN = "admin";
    public static final String AUDITOR = "auditor";

    /** A till with a clerk's rights in its own stores. */
    public static final String POS = "pos";
    /** A credential for the import of history: may go back in time without limit. */
    public static final String IMPORT = "import";

    private Role() {}
}
