package dev.huiyuan.programme.admin;

import dev.huiyuan.programme.Programme;
import dev.huiyuan.shared.problem.FieldError;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/** Whether a document can hold as the brand's rules: everything that it says about itself and the stores. */
final class ProgrammeValidation {
    private ProgrammeValidation() {}

    /**
     * What is wrong with a document that is complete.
     *
     * @param stores the codes of all stores
     * @return all of it, each finding pointing at its field; empty when the document may become a version
     */
    static List<FieldError> errors(Programme programme, Set<String> stores) {
        Findings findings = new Findings();
        zone(programme.zone(), findings);
        PointsValidation.check(programme, findings);
        TierValidation.check(programme, findings);
        BirthdayValidation.check(programme, findings);
        CalendarValidation.check(programme, stores, findings);
        OrdersValidation.check(programme.orders(), findings);
        return findings.errors();
    }

    /**
     * A region such as {@code Asia/Shanghai}. An offset would be read the other way round by PostgreSQL, where
     * {@code +08:00} lies west of Greenwich (POSIX).
     */
    private static void zone(ZoneId zone, Findings findings) {
        findings.require(
                ZoneId.getAvailableZoneIds().contains(zone.getId()),
                "unknown",
                "must be the name of a region, such as Asia/Shanghai",
                "zone");
    }
}
