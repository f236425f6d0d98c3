package dev.huiyuan.app;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * All jobs.
 *
 * @param items by name
 */
@Schema(name = "Jobs")
record JobListResponse(List<JobResponse> items) {}
