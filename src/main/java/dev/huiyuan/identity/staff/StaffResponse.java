package dev.huiyuan.identity.staff;

import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A staff member as administrators see one.
 *
 * @param id the id
 * @param userName what they type to sign in
 * @param displayName what colleagues see
 * @param role the role
 * @param storeIds the own stores
 * @param allStores whether every store is theirs
 * @param active whether they can sign in
 * @param version changes with each edit; state it in the next one
 */
@Schema(name = "Staff")
public record StaffResponse(
        @Schema(examples = "01980000-0000-7000-8000-0000000000a1")
        UUID id,

        @Schema(examples = "wang.li") String userName,
        @Schema(examples = "王店员") String displayName,
        @Schema(examples = "clerk") String role,

        @Schema(examples = "[\"01980000-0000-7000-8000-000000000001\"]")
        Set<UUID> storeIds,

        @Schema(examples = "false") boolean allStores,
        @Schema(examples = "true") boolean active,

        @Schema(examples = "1", minimum = "1", maximum = "2147483647")
        int version) {}
