package dev.huiyuan.points;

import dev.huiyuan.shared.caller.Role;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The audit that anyone in operations can run at any time. */
@Path("/v1/admin/ledger/audit")
@Tag(name = "Points")
@RolesAllowed({Role.ADMIN, Role.AUDITOR})
class LedgerAuditResource {
    private final LedgerAudit audit;

    LedgerAuditResource(LedgerAudit audit) {
        this.audit = audit;
    }

    @GET
    @Operation(operationId = "auditLedger", summary = "Whether the points ledger balances, and what differs")
    public Uni<AuditResponse> audit(@QueryParam("memberId") @Nullable UUID memberId) {
        return audit.run(memberId);
    }
}
