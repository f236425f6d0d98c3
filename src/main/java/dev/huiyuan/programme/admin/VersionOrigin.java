package dev.huiyuan.programme.admin;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a version was made out of. */
@Schema(name = "ProgrammeVersionOrigin")
enum VersionOrigin {
    /** It came with the product. */
    DEFAULT,
    DRAFT,
    /** It brings the rules of an earlier version back. */
    ROLLBACK
}
