package dev.huiyuan.programme.admin;

import dev.huiyuan.programme.Programme;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How several discounts on one bill shall become one.
 *
 * @param discountCombination how
 */
@Schema(name = "ProgrammeCombinationRequest")
record CombinationRequest(@NotNull Programme.Combination discountCombination) {}
