package dev.huiyuan.programme;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Where a version of the rules or of a store stands in time. */
@Schema(name = "ProgrammeVersionState")
public enum VersionState {
    SCHEDULED,
    ACTIVE,
    ENDED,
    WITHDRAWN
}
