package dev.huiyuan.coupon;

import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * Promises coupons now that are issued later, whatever others take meanwhile and whatever becomes of the template. Only
 * templates without a stock and limits are promised, so that there is nothing to set aside.
 */
@ApplicationScoped
public class CouponPromises {
    private final TemplateQueries templates;
    private final TemplateRepository repository;
    private final ProgrammeService programme;
    private final Clock clock;

    CouponPromises(TemplateQueries templates, TemplateRepository repository, ProgrammeService programme, Clock clock) {
        this.templates = templates;
        this.repository = repository;
        this.programme = programme;
        this.clock = clock;
    }

    /** Whether a template has a stock or a limit; joins the caller's Hibernate session. */
    public Uni<Boolean> isLimited(String templateCode) {
        return repository
                .count(
                        "code = ?1 and (stock is not null or limitPerMember is not null or limitPerDay is not null)",
                        templateCode)
                .map(count -> count > 0);
    }

    /**
     * Promises a coupon; {@link CouponIssuer#issuePromised} keeps the promise.
     *
     * @param client the caller's transaction, or any connection
     * @param templateCode the template's code
     * @param until until when the coupon may be asked for, exclusive
     * @return problem {@code coupon-not-claimable} where the template issues nothing now, has a stock or a limit, or where
     *     its coupons end before that
     */
    public Uni<CouponPromise> make(SqlClient client, String templateCode, Instant until) {
        return templates.byCodes(client, List.of(templateCode)).map(known -> {
            CouponTemplate template = known.get(templateCode);
            if (template == null || !isKept(template, until)) throw ProblemCode.COUPON_NOT_CLAIMABLE.with();
            return new CouponPromise(template.id(), template.version());
        });
    }

    private boolean isKept(CouponTemplate template, Instant until) {
        Instant now = clock.instant();
        CouponValidity.Period period = template.validity().periodFor(now, programme.zone());
        return template.isUnlimited()
                && template.issuesAt(now)
                && period != null
                && period.expiresAt().isAfter(until);
    }
}
