package dev.huiyuan.programme.admin;

import dev.huiyuan.shared.version.Versions;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.RestResponse;

/** How drafts state their version. */
final class DraftEtags {
    private DraftEtags() {}

    /** The answer with the draft's version as its {@code ETag}. */
    static RestResponse<DraftResponse> withVersion(DraftResponse draft) {
        return RestResponse.ResponseBuilder.ok(draft)
                .header(HttpHeaders.ETAG, Versions.etag(draft.version()))
                .build();
    }
}
