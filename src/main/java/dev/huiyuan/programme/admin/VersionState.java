package dev.huiyuan.programme.admin;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Where a version stands in time. */
@Schema(name = "ProgrammeVersionState")
enum VersionState {
    SCHEDULED,
    ACTIVE,
    ENDED,
    WITHDRAWN
}
