package dev.huiyuan.programme.admin;

import dev.huiyuan.programme.Programme;
import java.time.ZoneId;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A version of the programme with its rules.
 *
 * @param version the version
 * @param document its rules
 */
@Schema(name = "ProgrammeVersionDetails")
record VersionDetailsResponse(VersionResponse version, Programme document) {
    static VersionDetailsResponse of(VersionDocument version, ZoneId zone) {
        return new VersionDetailsResponse(VersionResponse.of(version.version(), zone), version.document());
    }
}
