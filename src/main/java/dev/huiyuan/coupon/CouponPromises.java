package dev.huiyuan.coupon;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;

/** Whether a coupon can be promised now and issued later, whatever others take meanwhile. */
@ApplicationScoped
public class CouponPromises {
    private final TemplateQueries templates;
    private final TemplateRepository repository;
    private final Clock clock;

    CouponPromises(TemplateQueries templates, TemplateRepository repository, Clock clock) {
        this.templates = templates;
        this.repository = repository;
        this.clock = clock;
    }

    /** What stands against a promise. */
    public enum Promise {
        /** Nothing does. */
        KEPT,
        /** The template has a stock or a limit, which may be used up when the coupon is due. */
        LIMITED,
        /** The template issues nothing now, or there is none. */
        NOT_ISSUED
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
     * Whether a coupon of a template can be promised.
     *
     * @param client the caller's transaction, or any connection
     * @param templateCode the template's code
     */
    public Uni<Promise> of(SqlClient client, String templateCode) {
        return templates.byCodes(client, List.of(templateCode)).map(known -> {
            CouponTemplate template = known.get(templateCode);
            if (template == null) return Promise.NOT_ISSUED;
            if (!template.isUnlimited()) return Promise.LIMITED;
            return template.issuesAt(clock.instant()) ? Promise.KEPT : Promise.NOT_ISSUED;
        });
    }
}
