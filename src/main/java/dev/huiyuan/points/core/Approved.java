package dev.huiyuan.points.core;

import java.util.UUID;

/**
 * That a second person agreed.
 *
 * @param approvalId the approval
 * @param approvedBy the person, a staff member
 */
public record Approved(UUID approvalId, UUID approvedBy) {}
