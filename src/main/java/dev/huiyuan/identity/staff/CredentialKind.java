package dev.huiyuan.identity.staff;

/** What a machine's credential is for. */
enum CredentialKind {
    /** A till, with a clerk's rights in its own stores. */
    POS,
    /** The import of history. */
    IMPORT
}
