package dev.huiyuan.benefit;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Grants and uses of a month side by side.
 *
 * @param month the month
 * @param lines by benefit and store
 */
@Schema(name = "BenefitReport")
record BenefitReportResponse(@Schema(examples = "2026-11") String month, List<BenefitReportLine> lines) {}
