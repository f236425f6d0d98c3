package dev.huiyuan.app.contract;

import dev.huiyuan.shared.problem.ProblemCode;
import java.util.List;

/**
 * What a resource method declares about its operation.
 *
 * @param problems its own problem codes
 * @param idempotent whether it demands an idempotency key
 * @param again what its 200 means beside its 201; empty where there is none
 * @param roles who may call it; empty where everybody may
 */
record Declared(List<ProblemCode> problems, boolean idempotent, String again, List<String> roles) {
    static final Declared NOTHING = new Declared(List.of(), false, "", List.of());
}
