package dev.huiyuan.benefit;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A member's benefit log.
 *
 * @param grants what was granted, newest first; the latest 20
 * @param uses what was used, newest first; the latest 50
 */
@Schema(name = "MemberBenefits")
record MemberBenefitsResponse(List<MyBenefitsResponse.Grant> grants, List<BenefitUseResponse> uses) {}
